package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Devices of one model have different firmware: one finding for each that has another than most;
 * one for the model where none is the most common.
 */
final class FirmwareDiffers implements Rule {

  @Override
  public String name() {
    return "firmware-differs";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return Siblings.byModel(snapshot, now).entrySet().stream()
        .flatMap(entry ->
            findings(
                entry.getKey(),
                entry.getValue().stream()
                    .filter(device -> device.identity().firmware().isPresent())
                    .toList()))
        .toList();
  }

  private Stream<Finding> findings(String model, List<RdmaDevice> devices) {
    List<String> versions = devices.stream().map(FirmwareDiffers::firmware).toList();
    if (versions.stream().distinct().count() <= 1) {
      return Stream.empty();
    }
    Optional<Majority<String>> usual = Majority.of(versions);
    if (usual.isEmpty()) {
      return Stream.of(
          finding(
              model,
              "Devices of model %s have different firmware.".formatted(model),
              SharedCause.bounded(
                  devices.stream().map(device -> device.name() + ": " + firmware(device)))));
    }
    return devices.stream()
        .filter(device -> !firmware(device).equals(usual.get().value()))
        .map(device -> odd(device, model, usual.get()));
  }

  private static String firmware(RdmaDevice device) {
    return device.identity().firmware().orElseThrow();
  }

  private Finding odd(RdmaDevice device, String model, Majority<String> usual) {
    return finding(
        device.name(),
        "RDMA device %s has firmware %s, its siblings %s."
            .formatted(device.name(), firmware(device), usual.value()),
        List.of(
            "%s: %s".formatted(device.name(), firmware(device)),
            "%s devices of model %s: %s".formatted(usual.share(), model, usual.value())));
  }

  private Finding finding(String subject, String summary, List<String> evidence) {
    return new Finding(
        name(),
        Severity.WARNING,
        subject,
        summary,
        evidence,
        "Bring all devices of the model to one firmware (mlxfwmanager), restart the node, and"
            + " follow "
            + Finding.runbookOf(name()));
  }
}
