package io.kvlane.core.host;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.pci.PciAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a host offers to the fast path.
 *
 * @param kernel release of the kernel, such as {@code 6.8.0-1021-aws}; empty when not read
 * @param distribution {@code ID} and {@code VERSION_ID} of os-release(5), such as {@code ubuntu
 *     24.04}; empty when not read
 * @param modules the modules that kvlane asks for, by name; one that is not there is not loaded.
 *     Empty as a whole when {@code /sys/module} cannot be read
 * @param memoryPeers names below {@code /sys/kernel/mm/memory_peers}, such as {@code nv_mem}; empty
 *     when the kernel has no such directory
 * @param gpuDriver version in {@code /proc/driver/nvidia/version}, empty without such a driver
 * @param openGpuModule whether that driver is the open one, which dma-buf needs
 * @param driverGpus GPUs below {@code /proc/driver/nvidia/gpus}: those that the driver was given
 * @param rdmaNamespaces who sees RDMA devices
 * @param deviceFiles the device files that kvlane asks for, such as {@code gdrdrv}, and whether
 *     each is there; one that could not be asked for has no entry
 * @param sharedMemoryBytes size of {@code /dev/shm}, empty when not read
 * @param interfaces names of all network interfaces, empty when not read or too many
 */
public record HostFacts(
    Optional<Version> kernel,
    Optional<String> distribution,
    Optional<SortedMap<String, KernelModule>> modules,
    Optional<List<String>> memoryPeers,
    Optional<Version> gpuDriver,
    Support openGpuModule,
    List<PciAddress> driverGpus,
    RdmaNamespaces rdmaNamespaces,
    SortedMap<String, Boolean> deviceFiles,
    OptionalLong sharedMemoryBytes,
    Optional<Set<String>> interfaces) {

  /** GDRCopy's device file, below {@code /dev}. */
  public static final String GDRCOPY_FILE = "gdrdrv";

  /** GDRCopy's module. */
  public static final String GDRCOPY_MODULE = "gdrdrv";

  /** The device file of the RDMA connection manager, below {@code /dev}. */
  public static final String RDMA_CM_FILE = "infiniband/rdma_cm";

  /** Modules whose presence or version a rule asks for. */
  public static final List<String> MODULES =
      List.of(
          "efa",
          "efa_nv_peermem",
          GDRCOPY_MODULE,
          "ib_core",
          "ib_uverbs",
          "mlx5_core",
          "mlx5_ib",
          "nv_peer_mem",
          "nvidia",
          "nvidia_peermem",
          "rdma_rxe");

  /** Device files whose presence a rule asks for, below {@code /dev}. */
  public static final List<String> DEVICE_FILES = List.of(GDRCOPY_FILE, RDMA_CM_FILE, "nvidiactl");

  /** Takes copies. */
  public HostFacts {
    modules = modules.map(map -> Collections.unmodifiableSortedMap(new TreeMap<>(map)));
    memoryPeers = memoryPeers.map(List::copyOf);
    driverGpus = List.copyOf(driverGpus);
    deviceFiles = Collections.unmodifiableSortedMap(new TreeMap<>(deviceFiles));
    interfaces = interfaces.map(Set::copyOf);
  }

  /** A module that is loaded; empty also when nobody could ask. */
  public Optional<KernelModule> module(String name) {
    return modules.flatMap(map -> Optional.ofNullable(map.get(name)));
  }

  /** Whether a module is loaded. */
  public Support hasModule(String name) {
    return modules.map(map -> Support.of(map.containsKey(name))).orElse(Support.UNKNOWN);
  }

  /** Whether a device file is there. */
  public Support hasDeviceFile(String name) {
    Boolean exists = ((Map<String, Boolean>) deviceFiles).get(name);
    return exists == null ? Support.UNKNOWN : Support.of(exists);
  }
}
