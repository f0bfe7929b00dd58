package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaDevice.CharacterDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file is missing that a process opens to use a device: one finding a device, one for all where
 * no device has its file, and one for the file of the connection manager, which EFA does without.
 */
final class RdmaDeviceFileMissing implements Rule {

  private static final String MODULE = "ib_uverbs";

  @Override
  public String name() {
    return "rdma-device-file-missing";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    List<RdmaDevice> devices = snapshot.rdma().devices(now).stream().flatMap(List::stream).toList();
    Optional<HostFacts> host = snapshot.inspection().host(now);
    Map<String, List<String>> missing = new TreeMap<>();
    devices.forEach(device ->
        problem(device, host).ifPresent(text -> missing.put(device.name(), List.of(text))));
    Support connectionManager =
        host.map(facts -> facts.hasDeviceFile(HostFacts.RDMA_CM_FILE)).orElse(Support.UNKNOWN);
    if (!missing.isEmpty() && missing.size() == devices.size()) {
      // Where nobody could look into /dev at all, a file that is not seen may well be there.
      return connectionManager == Support.UNKNOWN
          ? List.of()
          : SharedCause.findings(devices.size(), missing, this::ofDevice);
    }
    return Stream.concat(
            SharedCause.findings(devices.size(), missing, this::ofDevice).stream(),
            connectionManager == Support.NO && !devices.stream().allMatch(RdmaDevice::isEfa)
                ? Stream.of(ofConnectionManager())
                : Stream.empty())
        .toList();
  }

  /** Why no process can open a device; empty when one can, or nobody can tell. */
  private static Optional<String> problem(RdmaDevice device, Optional<HostFacts> host) {
    Optional<CharacterDevice> file = device.characterDevice();
    if (file.isEmpty()) {
      return host.filter(facts -> facts.hasModule(MODULE) == Support.NO)
          .map(facts ->
              "%s has no device file: module %s is not loaded".formatted(device.name(), MODULE));
    }
    return file.filter(known -> !known.exists())
        .map(known ->
            "/dev/infiniband/%s, which belongs to %s, is not there"
                .formatted(known.name(), device.name()));
  }

  private Finding ofDevice(String subject, List<String> evidence) {
    return new Finding(
        name(),
        Severity.WARNING,
        subject,
        subject.equals(SharedCause.NODE)
            ? "No RDMA device of the node has its device file, so no process can use one."
            : "RDMA device %s has no device file, so no process can use it.".formatted(subject),
        evidence,
        "Let the pod request the node's RDMA resource, let the node make the files (modprobe ib_uverbs,"
            + " udevadm trigger), and follow "
            + Finding.runbookOf(name()));
  }

  private Finding ofConnectionManager() {
    return new Finding(
        name(),
        Severity.INFO,
        "rdma_cm",
        "The file of the RDMA connection manager is missing: what connects through it fails.",
        List.of("/dev/infiniband/rdma_cm is not there"),
        "Load the module (modprobe rdma_ucm), let the device plugin hand out the file, and follow "
            + Finding.runbookOf(name()));
  }
}
