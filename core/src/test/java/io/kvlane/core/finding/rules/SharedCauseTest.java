package io.kvlane.core.finding.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedCauseTest {

  @Test
  void shouldBeOneFindingWhenAllAreConcerned() {
    assertThat(subjects(2, Map.of("a", List.of("same"), "b", List.of("same"))))
        .containsExactly("node [same]");
  }

  @Test
  void shouldBeOneFindingADeviceOtherwise() {
    assertThat(subjects(2, Map.of("a", List.of("seen")))).containsExactly("a [seen]");
    assertThat(subjects(1, Map.of("a", List.of("seen")))).containsExactly("a [seen]");
    assertThat(subjects(2, Map.of())).isEmpty();
  }

  @Test
  void shouldSayHowManyLinesWereLeftOut() {
    Stream<String> lines = IntStream.range(0, 15).mapToObj(number -> "line " + number);

    assertThat(SharedCause.bounded(lines)).hasSize(13).endsWith("line 11", "and 3 more");
  }

  private static List<String> subjects(int all, Map<String, List<String>> evidence) {
    return SharedCause.findings(
            all,
            evidence,
            (subject, lines) ->
                new Finding("a-rule", Severity.INFO, subject, "Something.", lines, "Fix it."))
        .stream()
        .map(finding -> finding.subject() + " " + finding.evidence())
        .toList();
  }
}
