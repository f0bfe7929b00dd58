package io.kvlane.agent.lint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvlane.agent.check.CheckOutcome;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.workload.Judgement;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code kvlane lint --output json} prints.
 *
 * @param outcome healthy, warnings, critical or not_checked
 * @param exitStatus exit status of the command
 * @param counts how much was read and found
 * @param findings mistakes
 * @param unknown what rules could not tell
 * @param notes what else a person should know
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LintDocument(
    String outcome,
    int exitStatus,
    LintResult.Counts counts,
    List<FindingView> findings,
    List<UnknownView> unknown,
    List<NoteView> notes) {

  /** A mistake. */
  public record FindingView(
      String rule,
      String severity,
      String file,
      int line,
      String object,
      String summary,
      List<String> evidence,
      String fix,
      String runbook) {}

  /** What a rule could not tell. */
  public record UnknownView(String rule, String file, int line, String object, String why) {}

  /** A note; {@code unread} where something could not be judged because of it. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record NoteView(String file, OptionalInt line, String text, boolean unread) {}

  /** The document of a result. */
  public static LintDocument of(LintResult result) {
    CheckOutcome outcome = LintOutcome.of(result);
    return new LintDocument(
        outcome.label(),
        outcome.exitStatus(),
        result.counts(),
        result.findings().stream().map(LintDocument::view).toList(),
        result.unknown().stream().map(LintDocument::view).toList(),
        result.notes().stream()
            .map(note -> new NoteView(note.file(), note.line(), note.text(), note.unread()))
            .toList());
  }

  private static FindingView view(LintFinding finding) {
    Judgement.Mistake mistake = finding.mistake();
    return new FindingView(
        mistake.rule(),
        mistake.severity().label(),
        finding.file(),
        finding.line(),
        finding.object(),
        mistake.summary(),
        mistake.evidence(),
        mistake.fix(),
        Finding.runbookOf(mistake.rule()));
  }

  private static UnknownView view(LintUnknown unknown) {
    return new UnknownView(
        unknown.unknown().rule(),
        unknown.file(),
        unknown.line(),
        unknown.object(),
        unknown.unknown().why());
  }
}
