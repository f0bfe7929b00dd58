package io.kvlane.agent.inspect;

import io.kvlane.agent.node.NodeState;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.process.ProbeSlot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * The loop that looks at the machine below RDMA: host and PCI bus every minute, GPUs and libraries
 * every five. On a thread of its own, since a device that is ill may answer late, or never: then
 * the looks grow old, and nothing else is held up. Started and closed once.
 */
public final class MachineInspection implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(MachineInspection.class);

  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int NATIVE_EVERY_TURNS = 5;

  /** The first transfers of an agent, and what waits for them, come before its libraries. */
  private static final Duration FIRST_NATIVE_AFTER = Duration.ofSeconds(10);

  /** Drivers of many GPUs that nobody uses take seconds to wake them. */
  private static final Duration LONGEST_NATIVE_LOOK = Duration.ofSeconds(20);

  private final HostLooks host;
  private final NativeLooks nativeLooks;
  private final Thread loop =
      Thread.ofPlatform().daemon().name("kvlane-inspect-machine").unstarted(this::run);
  private String lastFailure = "";

  /**
   * The loop; nothing runs before {@link #start}.
   *
   * @param hostRoot directory that holds the host's /sys and /proc
   * @param slot process that looks through native libraries
   * @param state where to take note of what is seen
   */
  public MachineInspection(Path hostRoot, ProbeSlot slot, NodeState state, Clock clock) {
    this.host = new HostLooks(new HostRoot(hostRoot), state, clock);
    this.nativeLooks = new NativeLooks(slot, state, LONGEST_NATIVE_LOOK, clock);
  }

  /** Looks for the first time at once. */
  public void start() {
    loop.start();
  }

  /** Takes all looks once, on the calling thread, instead of {@link #start}. */
  public void once() throws InterruptedException {
    host.takeAll();
    nativeLooks.takeAll();
  }

  private void run() {
    try {
      turn(false);
      Thread.sleep(FIRST_NATIVE_AFTER);
      for (int turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
        turn(turn % NATIVE_EVERY_TURNS == 0);
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever goes wrong is logged once, and the next turn is made. */
  private void turn(boolean withLibraries) throws InterruptedException {
    try {
      host.takeAll();
      if (withLibraries) {
        nativeLooks.takeAll();
      }
      lastFailure = "";
    } catch (RuntimeException e) {
      if (!Thread.currentThread().isInterrupted() && !lastFailure.equals(Objects.toString(e))) {
        lastFailure = Objects.toString(e);
        LOG.error("the machine could not be looked at", e);
      }
    }
  }

  @Override
  public void close() {
    loop.interrupt();
  }
}
