package io.kvlane.core.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {

  @Test
  void shouldPointToThePageOfItsRule() {
    assertThat(finding(List.of()).runbook()).isEqualTo("runbooks/path-fallback.md");
    assertThat(Finding.runbookOf("path-fallback")).isEqualTo("runbooks/path-fallback.md");
  }

  @Test
  void shouldNotChangeWithTheEvidenceItWasMadeOf() {
    List<String> evidence = new ArrayList<>();
    Finding finding = finding(evidence);

    evidence.add("added later");

    assertThat(finding.evidence()).isEmpty();
  }

  private static Finding finding(List<String> evidence) {
    return new Finding(
        "path-fallback", Severity.CRITICAL, "ucx host", "Something is wrong.", evidence, "Fix it.");
  }
}
