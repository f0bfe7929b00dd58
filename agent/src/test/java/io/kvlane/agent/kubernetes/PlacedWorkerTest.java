package io.kvlane.agent.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.peer.InterestGroup;
import io.kvlane.core.workload.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacedWorkerTest {

  @Test
  void shouldGroupNodesByDeployment() {
    assertThat(
            PlacedWorker.groups(
                List.of(
                    new PlacedWorker("a/llama", Role.PREFILL, "node-2"),
                    new PlacedWorker("a/llama", Role.PREFILL, "node-1"),
                    new PlacedWorker("a/llama", Role.PREFILL, "node-1"),
                    new PlacedWorker("a/llama", Role.DECODE, "node-3"),
                    new PlacedWorker("b/llama", Role.PREFILL, "node-4"),
                    new PlacedWorker("c/qwen", Role.PREFILL, "node-5"),
                    new PlacedWorker("c/qwen", Role.DECODE, "node-5"))))
        .containsExactly(
            new InterestGroup(List.of("node-1", "node-2"), List.of("node-3")),
            new InterestGroup(List.of("node-5"), List.of("node-5")));
  }

  @Test
  void shouldGiveTheSameGroupsInWhateverOrderWorkersCame() {
    List<PlacedWorker> workers = new ArrayList<>();
    IntStream.range(0, 3000)
        .forEach(i -> {
          workers.add(new PlacedWorker("ns/" + i / 2, Role.PREFILL, "node-" + i));
          workers.add(new PlacedWorker("ns/" + i / 2, Role.DECODE, "node-" + (i + 7)));
        });
    List<InterestGroup> groups = PlacedWorker.groups(workers);
    Collections.shuffle(workers, new Random(1));

    assertThat(PlacedWorker.groups(workers)).isEqualTo(groups).hasSize(1024);
  }
}
