package io.kvlane.core.finding.rules;

import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;

/** Elastic Fabric Adapters of a node. */
final class Efa {

  private Efa() {}

  /** Whether there is one now; false when nobody can tell. */
  static boolean isPresent(NodeSnapshot snapshot, Instant now) {
    return snapshot.rdma().devices(now).stream().flatMap(List::stream).anyMatch(RdmaDevice::isEfa);
  }
}
