package io.kvlane.core.path;

import io.kvlane.core.transfer.Transport;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * UCX's names of transports and the syntax of {@code UCX_TLS}: a list of names and aliases, all of
 * them for {@code all}, all but the listed ones after {@code ^}, and a name that is no alias after
 * {@code \}.
 */
public final class UcxTransports {

  /** Everything that stays inside the node. */
  private static final Set<String> INTRA_NODE =
      Set.of("self", "sm", "shm", "mm", "posix", "sysv", "xpmem", "cma", "knem", "cuda_ipc");

  private static final Set<String> RDMA_EXACT =
      Set.of("ib", "rc", "dc", "ud", "srd", "gga", "rc_x", "rc_v", "dc_x", "ud_x", "ud_v");

  private static final List<String> RDMA_PREFIXES = List.of("rc_", "dc_", "ud_", "gga_", "srd_");

  /** They copy within a process, and so carry nothing between two of them. */
  private static final Set<String> COPIES = Set.of("cuda_copy", "gdr_copy", "rocm_copy", "ze_copy");

  /** All for GPU memory: {@code cuda_copy}, {@code gdr_copy} and {@code cuda_ipc}. */
  private static final String CUDA = "cuda";

  /** Marks a transport that may only set up connections. */
  private static final String AUXILIARY = ":aux";

  private static final String ALL = "all";
  private static final String EXCEPT = "^";
  private static final String EXACTLY = "\\";

  private UcxTransports() {}

  /**
   * The family of one transport as UCX names it in lanes and in {@code UCX_TLS}. RDMA is {@code
   * INFINIBAND} here; which of the RDMA families it is depends on the device.
   */
  public static Transport family(String name) {
    if (name.equals("tcp")) {
      return Transport.TCP;
    }
    if (name.equals("cuda_ipc") || name.equals(CUDA)) {
      return Transport.CUDA_IPC;
    }
    if (INTRA_NODE.contains(name)) {
      return Transport.SHM;
    }
    if (RDMA_EXACT.contains(name) || RDMA_PREFIXES.stream().anyMatch(name::startsWith)) {
      return Transport.INFINIBAND;
    }
    return Transport.UNKNOWN;
  }

  /** Whether a transport copies within a process, and so carries nothing to another one. */
  public static boolean copiesOnly(String name) {
    return COPIES.contains(name);
  }

  /**
   * What a run between nodes would use under a value of {@code UCX_TLS}: the same without
   * everything that stays inside the node.
   *
   * @param transports a value of {@code UCX_TLS}, {@code all} when unset
   * @return a value of {@code UCX_TLS}, empty when everything listed stays inside the node
   */
  public static String withoutIntraNode(String transports) {
    if (transports.equals(ALL)) {
      return EXCEPT + "sm,self,cuda_ipc";
    }
    if (transports.startsWith(EXCEPT)) {
      return EXCEPT
          + Stream.concat(names(transports.substring(1)), Stream.of("sm", "self", "cuda_ipc"))
              .distinct()
              .collect(Collectors.joining(","));
    }
    return names(transports)
        .filter(name -> !INTRA_NODE.contains(plain(name)))
        .flatMap(name -> name.equals(CUDA) ? Stream.of("cuda_copy", "gdr_copy") : Stream.of(name))
        .collect(Collectors.joining(","));
  }

  /**
   * The families that a value of {@code UCX_TLS} lets carry a payload, RDMA as {@link
   * Transport#INFINIBAND}. Never too few: a name that we do not know is {@link Transport#UNKNOWN}.
   *
   * @param transports a value of {@code UCX_TLS}, {@code all} when unset
   */
  public static Set<Transport> allowedBy(String transports) {
    Set<Transport> every =
        EnumSet.of(Transport.INFINIBAND, Transport.TCP, Transport.SHM, Transport.CUDA_IPC);
    if (transports.equals(ALL)) {
      return every;
    }
    if (transports.startsWith(EXCEPT)) {
      Set<String> excluded = names(transports.substring(1)).collect(Collectors.toSet());
      if (excluded.contains("tcp")) {
        every.remove(Transport.TCP);
      }
      if (excluded.contains("cuda_ipc")) {
        every.remove(Transport.CUDA_IPC);
      }
      if (excluded.contains("ib")) {
        every.remove(Transport.INFINIBAND);
      }
      if ((excluded.contains("sm") || excluded.contains("shm")) && excluded.contains("self")) {
        every.remove(Transport.SHM);
      }
      return every;
    }
    Set<Transport> named = EnumSet.noneOf(Transport.class);
    names(transports)
        .map(UcxTransports::plain)
        .filter(name -> !COPIES.contains(name) && !name.endsWith(AUXILIARY))
        .map(UcxTransports::family)
        .forEach(named::add);
    return named;
  }

  private static Stream<String> names(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty());
  }

  private static String plain(String name) {
    return name.startsWith(EXACTLY) ? name.substring(1) : name;
  }
}
