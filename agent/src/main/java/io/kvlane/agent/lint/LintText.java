package io.kvlane.agent.lint;

import io.kvlane.agent.check.CheckOutcome;
import io.kvlane.agent.check.Paint;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What linting came to, as lines for people. */
public final class LintText {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}]+");
  private static final int MOST_CHARACTERS = 500;

  private final LintResult result;
  private final Paint paint;
  private final List<String> lines = new ArrayList<>();

  private LintText(LintResult result, Paint paint) {
    this.result = result;
    this.paint = paint;
  }

  /** The lines of a result, with colours on a terminal. */
  public static List<String> of(LintResult result) {
    return of(result, Paint.auto());
  }

  static List<String> of(LintResult result, Paint paint) {
    return new LintText(result, paint).write();
  }

  private List<String> write() {
    result.findings().forEach(this::finding);
    section("Not known", result.unknown().stream().map(LintText::unknown).toList());
    section("Notes", result.notes().stream().map(LintText::note).toList());
    lines.add(conclusion());
    return List.copyOf(lines);
  }

  private void finding(LintFinding finding) {
    Judgement.Mistake mistake = finding.mistake();
    lines.add(
        "%s:%d: %s  %s  %s"
            .formatted(
                finding.file(),
                finding.line(),
                paint.of(mistake.severity(), mistake.severity().label()),
                mistake.rule(),
                plain(finding.object())));
    lines.add("  " + plain(mistake.summary()));
    mistake.evidence().forEach(seen -> lines.add("  seen: " + plain(seen)));
    lines.add("  fix: " + plain(mistake.fix()));
    lines.add("");
  }

  private void section(String title, List<String> content) {
    if (!content.isEmpty()) {
      lines.add(paint.heading(title));
      lines.addAll(content);
      lines.add("");
    }
  }

  private static String unknown(LintUnknown unknown) {
    return "  %s:%d: %s  %s: %s"
        .formatted(
            unknown.file(),
            unknown.line(),
            unknown.unknown().rule(),
            plain(unknown.object()),
            plain(unknown.unknown().why()));
  }

  private static String note(LintNote note) {
    String line = note.line().isPresent() ? ":" + note.line().getAsInt() : "";
    return "  " + (note.file().isEmpty() ? "" : note.file() + line + ": ") + plain(note.text());
  }

  /** What files hold may be long, have several lines, and say something to a terminal. */
  private static String plain(String text) {
    String line = CONTROL.matcher(text.strip()).replaceAll(" ");
    return line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) + "…" : line;
  }

  private String conclusion() {
    CheckOutcome outcome = LintOutcome.of(result);
    LintResult.Counts counts = result.counts();
    return "%s: %s (%d critical, %d warning, %d info), %d not known; %s, %s, %s%s"
        .formatted(
            paint.of(outcome, outcome.label().replace('_', ' ')),
            number(counts.findings(), "finding"),
            counts.of(Severity.CRITICAL),
            counts.of(Severity.WARNING),
            counts.of(Severity.INFO),
            counts.unknown(),
            number(counts.workers(), "worker"),
            number(counts.documents(), "document"),
            number(counts.files(), "file"),
            LintOutcome.unchecked(result).map(what -> "; " + what).orElse(""));
  }

  private static String number(int count, String of) {
    return count == 1 ? "1 " + of : count + " " + of + "s";
  }
}
