package io.kvlane.exporters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.exporters.prometheus.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionPageTest {

  @Test
  void shouldHaveARowForEveryReasonAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(Repository.file("src/docs/kubernetes.md")).stream()
            .filter(line -> line.startsWith("| True") || line.startsWith("| Unknown"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(ConditionReason.values())
                .map(reason ->
                    "| %s | `%s` | %s |"
                        .formatted(reason.status().label(), reason.label(), reason.meaning()))
                .toList());
  }

  @Test
  void shouldNameRulesThatThereAre() {
    assertThat(List.of("payload-corrupt", "path-fallback", "peer-unreachable", "rdma-port-down"))
        .allSatisfy(rule ->
            assertThat(Repository.file("src/docs/runbooks/" + rule + ".md")).isRegularFile());
  }
}
