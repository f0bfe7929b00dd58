package io.kvlane.benchmarks.transfer;

import java.util.Map;

/** Where the buffers of a transfer come from. */
enum BufferMemory {
  /**
   * Anonymous memory that is registered with UCX, as inference engines and kvlane do it. Shared
   * memory cannot reach it, so UCX copies through its own segments and both processes work.
   */
  REGISTERED("registered", Map.of("UCX_ALLOC_PRIO", "mmap")),

  /**
   * Memory that UCX allocated, which is what ucx_perftest does. With shared memory it is mapped
   * into the other process, and a read is a plain copy.
   */
  ALLOCATED_BY_UCX("allocated by UCX", Map.of());

  private final String label;

  /** A map of strings is immutable, but Error Prone would need its annotation. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, String> perftestEnvironment;

  BufferMemory(String label, Map<String, String> perftestEnvironment) {
    this.label = label;
    this.perftestEnvironment = perftestEnvironment;
  }

  String label() {
    return label;
  }

  /** What makes ucx_perftest use this memory. */
  Map<String, String> perftestEnvironment() {
    return perftestEnvironment;
  }
}
