package io.kvlane.core.rdma;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory a process may lock, which registration for RDMA needs ({@code RLIMIT_MEMLOCK} in
 * getrlimit(2), {@code CAP_IPC_LOCK} in capabilities(7)).
 *
 * @param limitBytes soft limit in bytes, {@link #UNLIMITED} when there is none
 * @param ipcLock whether the process has the capability that lifts the limit
 */
public record LockedMemory(long limitBytes, boolean ipcLock) {

  /** No limit. */
  public static final long UNLIMITED = -1;

  /**
   * A run registers 64 MiB at most on each side, and UCX registers pools of its own: below twice
   * that, registrations fail.
   */
  public static final long ENOUGH_BYTES = 128L << 20;

  private static final int CAP_IPC_LOCK = 14;
  private static final Pattern LIMIT =
      Pattern.compile("(?m)^Max locked memory\\s+(unlimited|\\d{1,18})\\s.*bytes");
  private static final Pattern EFFECTIVE = Pattern.compile("(?m)^CapEff:\\s+([0-9a-f]{1,16})$");

  /** Whether transfers over RDMA can be expected to find enough. */
  public boolean suffices() {
    return ipcLock || limitBytes == UNLIMITED || limitBytes >= ENOUGH_BYTES;
  }

  /**
   * The soft limit in {@code /proc/PID/limits} (proc(5)).
   *
   * @return empty when the text does not have it
   */
  public static OptionalLong parseLimit(String limits) {
    Matcher matcher = LIMIT.matcher(limits);
    if (!matcher.find()) {
      return OptionalLong.empty();
    }
    String soft = matcher.group(1);
    return OptionalLong.of(soft.equals("unlimited") ? UNLIMITED : Long.parseLong(soft));
  }

  /** Whether the effective capabilities in {@code /proc/PID/status} (proc(5)) have IPC_LOCK. */
  public static boolean parseIpcLock(String status) {
    Matcher matcher = EFFECTIVE.matcher(status);
    return matcher.find()
        && (Long.parseUnsignedLong(matcher.group(1), 16) & (1L << CAP_IPC_LOCK)) != 0;
  }
}
