package io.kvlane.core.finding;

import java.util.List;

/**
 * Something that is wrong on this node.
 *
 * @param rule name of the rule, lower case with dashes; also the name of its runbook page
 * @param severity how urgent it is
 * @param subject what it is about: an engine, a device, a process, a transfer
 * @param summary one sentence
 * @param evidence what was seen, one line each
 * @param fix what to do, one line
 */
public record Finding(
    String rule,
    Severity severity,
    String subject,
    String summary,
    List<String> evidence,
    String fix) {

  /** Takes a copy of the evidence. */
  public Finding {
    evidence = List.copyOf(evidence);
  }

  /** Path of the rule's page below the documentation's root. */
  public String runbook() {
    return runbookOf(rule);
  }

  /** Path of the page of a rule, by the rule's name, below the documentation's root. */
  public static String runbookOf(String rule) {
    return "runbooks/" + rule + ".md";
  }
}
