package io.kvlane.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunbookProblemsTest {

  private static final String PAGE =
      """
      # some-rule

      - How bad: warning. It hurts.
      - First: look.

      ## Meaning

      Words.

      ## How to see it

      Words.

      ## Evidence

      Words.

      ## Likely causes

      Words.

      ## Confirm by hand

          ls /sys

      ## Fix

      Words.

      ## Silence

          amtool silence add alertname=KvlaneSome node=NODE \\
            --comment='REASON'
      """;

  private static final RunbookProblems OF_ALERT =
      new RunbookProblems(Set.of("warning"), Set.of("KvlaneSome"), true);
  private static final RunbookProblems OF_RULE =
      new RunbookProblems(Set.of("warning"), Set.of(), true);

  @Test
  void shouldFindNothingWrongWithAGoodPage() {
    assertThat(OF_ALERT.of(page(PAGE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "# some-rule; # other-rule; does not begin with its name and how bad it is",
        "- First: look.; - Then: look.; does not say what to do first",
        "How bad: warning; How bad: critical; 'says it is [critical], where it is [warning]'",
        "ls /sys; ; has no command to confirm by hand",
        "ls /sys; ./kvlane check; does not confirm without kvlane: ./kvlane check",
        "alertname=KvlaneSome; alertname=KvlaneOther; does not say how to silence KvlaneSome",
      })
  void shouldFindWhatIsMissing(String good, String bad, String problem) {
    String text = PAGE.replace(good, bad == null ? "" : bad);

    assertThat(OF_ALERT.of(page(text))).contains(problem);
  }

  @Test
  void shouldFindSectionsThatAreEmptyMissingOrInAnotherOrder() {
    assertThat(OF_ALERT.of(page(PAGE.replace("## Fix\n\nWords.", "## Fix\n"))))
        .containsExactly("says nothing under Fix");
    assertThat(OF_ALERT.of(page(PAGE.replace("## Evidence", "## Proof")))).hasSize(1);
    assertThat(OF_ALERT.of(page(PAGE.replace("## Evidence\n\nWords.\n\n", "")))).hasSize(1);
    assertThat(
            OF_ALERT.of(
                page(
                    PAGE.replace("## Meaning", "## X")
                        .replace("## Evidence", "## Meaning")
                        .replace("## X", "## Evidence"))))
        .hasSize(1);
  }

  @Test
  void shouldWantEvidenceOfRulesOnly() {
    String text = PAGE.replace("## Evidence\n\nWords.\n\n", "");

    assertThat(new RunbookProblems(Set.of("warning"), Set.of("KvlaneSome"), false).of(page(text)))
        .isEmpty();
  }

  @Test
  void shouldWantToKnowWhetherAnythingFires() {
    String text = PAGE.substring(0, PAGE.indexOf("    amtool"));

    assertThat(OF_RULE.of(page(text + "No alert fires for this rule alone.\n"))).isEmpty();
    assertThat(OF_RULE.of(page(text + "Words.\n")))
        .containsExactly("says neither how to silence it nor that nothing fires");
  }

  @Test
  void shouldFindWhatDoesNotReadWellAsPlainText() {
    assertThat(OF_ALERT.of(page(PAGE + "x".repeat(111) + "\n\ttab\nblank \n" + "x".repeat(110))))
        .isEqualTo(
            List.of(
                "not plain text: " + "x".repeat(111),
                "not plain text: \ttab",
                "not plain text: blank "));
  }

  private static MarkdownPage page(String text) {
    return new MarkdownPage(Path.of("some-rule.md"), text);
  }
}
