package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.rdma.ViewDifference;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.VerbsView;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kernel shows one thing in sysfs and another to a process that uses libibverbs. One finding a
 * device; one for all where libibverbs shows nothing at all.
 */
final class RdmaViewsDiffer implements Rule {

  private static final String FIX =
      "Let the pod request the node's RDMA resource, so that it gets the device files, and follow ";

  @Override
  public String name() {
    return "rdma-views-differ";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.rdma().verbs().stream()
        .filter(view -> snapshot.isFresh(view.devices().at(), now))
        .flatMap(this::findings)
        .toList();
  }

  private Stream<Finding> findings(VerbsView view) {
    if (view.devices().result()
        instanceof ProbeResult.NotPresent<List<VerbsDevice>>(String reason, String fix)) {
      return view.before().isEmpty() || view.after().isEmpty()
          ? Stream.empty()
          : Stream.of(noVerbs(view, reason, fix));
    }
    return view.differences().stream()
        .collect(Collectors.groupingBy(ViewDifference::device, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(differences -> differing(differences, view.devices().at()));
  }

  private Finding differing(List<ViewDifference> differences, Instant at) {
    String device = differences.getFirst().device();
    return new Finding(
        name(),
        Severity.WARNING,
        device,
        "sysfs and libibverbs say different things of RDMA device %s.".formatted(device),
        Stream.concat(
                differences.stream().map(ViewDifference::text), Stream.of("compared at " + at))
            .toList(),
        FIX + Finding.runbookOf(name()));
  }

  private Finding noVerbs(VerbsView view, String reason, String fix) {
    String devices = view.after().stream().map(RdmaDevice::name).collect(Collectors.joining(", "));
    return new Finding(
        name(),
        Severity.WARNING,
        "verbs",
        "The node has RDMA devices, but kvlane's pod cannot use libibverbs: " + reason,
        List.of("sysfs says %s, libibverbs says: %s".formatted(devices, reason)),
        fix);
  }
}
