package io.kvlane.agent.check;

import io.kvlane.core.finding.FabricHealth;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Labelled;
import java.util.List;
import java.util.Optional;

/** What a check comes to, as word and exit status. */
public enum CheckOutcome implements Labelled {
  /** Everything was looked at, and nothing urgent was found. */
  HEALTHY("healthy", 0),

  /** Something should be mended. */
  WARNINGS("warnings", 1),

  /** KV bytes do not take the path they should, or will not. */
  CRITICAL("critical", 2),

  /** Too little could be looked at to say that all is well. */
  NOT_CHECKED("not_checked", 3);

  private final String label;
  private final int exitStatus;

  CheckOutcome(String label, int exitStatus) {
    this.label = label;
    this.exitStatus = exitStatus;
  }

  @Override
  public String label() {
    return label;
  }

  /** Exit status of the command. */
  public int exitStatus() {
    return exitStatus;
  }

  /**
   * What a snapshot comes to.
   *
   * @param captured whether it is of a copy of files, for which no transfer could be made
   */
  public static CheckOutcome of(NodeSnapshot snapshot, boolean captured) {
    List<Severity> severities = snapshot.findings().stream().map(Finding::severity).toList();
    if (severities.contains(Severity.CRITICAL)) {
      return CRITICAL;
    }
    if (severities.contains(Severity.WARNING)) {
      return WARNINGS;
    }
    return unchecked(snapshot, captured).isPresent() ? NOT_CHECKED : HEALTHY;
  }

  /** What could not be looked at and would have to be for a healthy verdict; one line. */
  public static Optional<String> unchecked(NodeSnapshot snapshot, boolean captured) {
    if (snapshot.rdma().devices(snapshot.at()).isEmpty()) {
      return Optional.of(
          "the RDMA devices: "
              + snapshot
                  .rdma()
                  .sysfs()
                  .flatMap(look -> look.result().problem())
                  .orElse("not looked at"));
    }
    Optional<HostFacts> host = snapshot.inspection().host(snapshot.at());
    if (host.flatMap(HostFacts::kernel).isEmpty() || host.flatMap(HostFacts::modules).isEmpty()) {
      return Optional.of("the host: its kernel or its modules cannot be read in proc and sys");
    }
    FabricHealth fabric = FabricHealth.judge(snapshot, snapshot.at());
    return captured || fabric.up() ? Optional.empty() : Optional.of(fabric.reason());
  }
}
