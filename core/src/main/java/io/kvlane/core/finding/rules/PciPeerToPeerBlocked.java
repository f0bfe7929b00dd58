package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Access control of a bridge sends the traffic between a GPU and its nearest NICs up to the root,
 * or an IOMMU translates the addresses that one of them uses. Translation is no obstacle on a node
 * where a NIC was measured to move the memory of a GPU.
 */
final class PciPeerToPeerBlocked implements Rule {

  @Override
  public String name() {
    return "pci-peer-to-peer-blocked";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.inspection().pci(now).stream()
        .flatMap(tree -> findings(tree, snapshot, now).stream())
        .toList();
  }

  private List<Finding> findings(PciTree tree, NodeSnapshot snapshot, Instant now) {
    boolean translationWorks =
        snapshot
            .freshVerdicts(now)
            .anyMatch(run -> run.verdict().orElseThrow().pathClass() == PathClass.GPUDIRECT_RDMA);
    List<GpuNicPair> pairs = Siblings.pairs(snapshot, now);
    List<NodeGpu> gpus = pairs.stream().map(GpuNicPair::gpu).distinct().toList();
    Map<String, List<String>> blocked = new LinkedHashMap<>();
    for (NodeGpu gpu : gpus) {
      List<String> obstacles =
          GpuDirect.nearest(pairs, gpu).stream()
              .flatMap(pair -> PeerToPeerPath.of(tree, pair, snapshot, now).stream())
              .flatMap(path ->
                  translationWorks
                      ? path.redirects()
                      : Stream.concat(path.redirects(), path.translations()))
              .toList();
      if (!obstacles.isEmpty()) {
        blocked.put(gpu.name(), obstacles);
      }
    }
    return SharedCause.findings(gpus.size(), blocked, this::finding);
  }

  private Finding finding(String subject, List<String> evidence) {
    return new Finding(
        name(),
        Severity.WARNING,
        subject,
        subject.equals(SharedCause.NODE)
            ? "Traffic between GPUs and NICs is sent through the root, or translated."
            : "Traffic between %s and its nearest NICs is sent through the root, or translated."
                .formatted(subject),
        evidence,
        "Switch off ACS on these bridges (setpci -s BRIDGE ECAP_ACS+0x6.w=0000, or in the BIOS), boot"
            + " with iommu=pt, and follow "
            + Finding.runbookOf(name()));
  }
}
