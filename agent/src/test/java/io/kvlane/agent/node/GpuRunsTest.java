package io.kvlane.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.GpuLooks;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GpuRunsTest {

  private static final TransferKey HOST = key(Memory.HOST);

  private final NodeState state = Nodes.node();

  @BeforeEach
  void run() {
    Stream.of(HOST, key(Memory.CUDA).onGpu("GPU-0"), key(Memory.CUDA).onGpu("GPU-1"))
        .map(key -> TransferRecord.skipped(key, Nodes.NOW, SkipReason.LOCKED, ""))
        .forEach(state::ran);
  }

  @Test
  void shouldForgetTheRunsOfAGpuThatIsGone() {
    shows("GPU-0");

    assertThat(state.observed().transfers())
        .containsOnlyKeys(HOST, key(Memory.CUDA).onGpu("GPU-0"));
  }

  @Test
  void shouldForgetNothingWhereNobodyShowsAnyGpu() {
    shows();
    state.inspected(_ -> NodeInspection.NONE);

    assertThat(state.observed().transfers()).hasSize(3);
  }

  private void shows(String... gpus) {
    state.inspected(node -> node.withGpus(GpuLooks.at(gpus)));
  }

  private static TransferKey key(Memory memory) {
    return TransferKey.loopback(
        Intent.DEFAULT, Engine.UCX, Operation.READ, memory, Optional.empty(), "small");
  }
}
