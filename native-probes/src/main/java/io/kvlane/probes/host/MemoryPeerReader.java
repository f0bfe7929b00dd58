package io.kvlane.probes.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads who has registered with the RDMA core as a peer that knows the memory of other devices:
 * directories such as {@code /sys/kernel/mm/memory_peers/nv_mem}. Only kernels and driver packages
 * (MLNX_OFED, DOCA) with the peer-memory interface have the directory.
 */
final class MemoryPeerReader {

  private final HostRoot root;

  MemoryPeerReader(HostRoot root) {
    this.root = root;
  }

  /** Names of the peers; empty when the kernel has no such interface, or it cannot be read. */
  Optional<List<String>> peers() {
    return HostRoot.listing(root.resolve("sys/kernel/mm/memory_peers"))
        .map(entries ->
            entries.stream()
                .filter(Files::isDirectory)
                .map(Path::getFileName)
                .map(Path::toString)
                .toList());
  }
}
