package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TurnedOff;
import java.time.Instant;
import java.util.List;

/** Transfers are turned off on this node: that is as somebody wants it, and easily forgotten. */
final class TransfersTurnedOff implements Rule {

  @Override
  public String name() {
    return "transfers-turned-off";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.turnedOff().stream().map(off -> finding(snapshot.node(), off)).toList();
  }

  private Finding finding(String node, TurnedOff off) {
    return new Finding(
        name(),
        Severity.INFO,
        SharedCause.NODE,
        "Transfers are turned off: nobody measures which path this node's KV bytes take.",
        List.of("transfers are " + off.text()),
        fix(node, off) + ", and follow " + Finding.runbookOf(name()));
  }

  private static String fix(String node, TurnedOff off) {
    return switch (off.source()) {
      case ANNOTATION ->
          "To measure again: kubectl annotate node %s %s-".formatted(node, TurnedOff.ANNOTATION);
      case CONFIGURATION ->
          "To measure again: set %s=true and restart the agent".formatted(TurnedOff.KEY);
    };
  }
}
