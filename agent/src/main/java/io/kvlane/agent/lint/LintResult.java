package io.kvlane.agent.lint;

import io.kvlane.core.finding.Severity;
import java.util.List;

/**
 * What linting came to.
 *
 * @param findings mistakes, as the input has them
 * @param unknown what rules could not tell
 * @param notes what else a person should know
 * @param counts how much was read and found
 */
public record LintResult(
    List<LintFinding> findings, List<LintUnknown> unknown, List<LintNote> notes, Counts counts) {

  /** Takes copies. */
  public LintResult {
    findings = List.copyOf(findings);
    unknown = List.copyOf(unknown);
    notes = List.copyOf(notes);
  }

  /**
   * How much was read and found. Findings and what is not known count also where there are too many
   * to list.
   */
  public record Counts(
      int files, int documents, int workers, int critical, int warning, int info, int unknown) {

    /** All findings. */
    public int findings() {
      return critical + warning + info;
    }

    /** Findings that are so urgent. */
    public int of(Severity severity) {
      return switch (severity) {
        case CRITICAL -> critical;
        case WARNING -> warning;
        case INFO -> info;
      };
    }
  }
}
