package io.kvlane.exporters.kubernetes;

import io.kvlane.core.transfer.Labelled;

/**
 * Reasons of a condition that is not false. A false one has the name of the rule that found what is
 * wrong, see {@link CamelCase}.
 */
public enum ConditionReason implements Labelled {
  PATH_AS_EXPECTED(
      ConditionStatus.TRUE,
      "PathAsExpected",
      "verified transfers took the expected path, lately, and nothing critical was found"),

  NOTHING_EXPECTED(
      ConditionStatus.UNKNOWN,
      "NothingExpected",
      "transfers were measured, but nothing says which path they should take"),

  NOT_MEASURED(
      ConditionStatus.UNKNOWN,
      "NotMeasured",
      "no transfer has shown the path since the agent started"),

  MEASUREMENT_STALE(
      ConditionStatus.UNKNOWN,
      "MeasurementStale",
      "the last transfer that showed the path is too long ago"),

  TRANSFERS_TURNED_OFF(
      ConditionStatus.UNKNOWN,
      "TransfersTurnedOff",
      "transfers are turned off on this node: nobody measures"),

  AGENT_STOPPED(ConditionStatus.UNKNOWN, "AgentStopped", "the agent was ended: nobody measures");

  private final ConditionStatus status;
  private final String label;
  private final String meaning;

  ConditionReason(ConditionStatus status, String label, String meaning) {
    this.status = status;
    this.label = label;
    this.meaning = meaning;
  }

  /** Status of a condition that has this reason. */
  public ConditionStatus status() {
    return status;
  }

  /** What it means, half a sentence for the documentation. */
  public String meaning() {
    return meaning;
  }

  @Override
  public String label() {
    return label;
  }
}
