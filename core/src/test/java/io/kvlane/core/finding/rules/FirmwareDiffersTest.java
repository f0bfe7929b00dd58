package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FirmwareDiffersTest {

  @Test
  void shouldFireForTheOneThatHasAnotherThanMost() {
    assertThat(findings(with("a", "28.39.1002"), with("b", "28.35.1012"), with("c", "28.39.1002")))
        .containsExactly(
            new Finding(
                "firmware-differs",
                Severity.WARNING,
                "b",
                "RDMA device b has firmware 28.35.1012, its siblings 28.39.1002.",
                List.of(
                    "b: 28.35.1012", "2 of 3 devices of model MT4129 MT_0000000838: 28.39.1002"),
                "Bring all devices of the model to one firmware (mlxfwmanager), restart the node,"
                    + " and follow runbooks/firmware-differs.md"));
  }

  @Test
  void shouldFireOnceForTheModelWhereNoneIsTheMostCommon() {
    assertThat(findings(with("a", "28.39.1002"), with("b", "28.35.1012")))
        .singleElement()
        .returns("MT4129 MT_0000000838", Finding::subject)
        .returns(List.of("a: 28.39.1002", "b: 28.35.1012"), Finding::evidence);
  }

  @Test
  void shouldNotCompareModelsWithEachOtherNorVirtualFunctions() {
    RdmaDevice other = with("b", "20.1");
    RdmaDevice otherModel =
        new RdmaDevice(
            "b",
            new RdmaDevice.Identity(
                other.identity().firmware(),
                Optional.of("MT4123"),
                Optional.empty(),
                Optional.empty()),
            other.place(),
            other.characterDevice(),
            other.ports());
    RdmaDevice virtual =
        new RdmaDevice(
            "v",
            other.identity(),
            new RdmaDevice.Place(Optional.empty(), OptionalInt.empty(), Optional.empty(), true),
            other.characterDevice(),
            other.ports());

    assertThat(findings(with("a", "28.39.1002"), otherModel, virtual)).isEmpty();
  }

  @Test
  void shouldNotFireWhereAllAreAlikeOrUnknown() {
    assertThat(findings(with("a", "28.39.1002"), with("b", "28.39.1002"))).isEmpty();
    assertThat(findings(with("a", "28.39.1002"), with("b", ""))).isEmpty();
  }

  private static RdmaDevice with(String name, String firmware) {
    RdmaDevice device = device(name, ACTIVE);
    return new RdmaDevice(
        name,
        new RdmaDevice.Identity(
            firmware.isEmpty() ? Optional.empty() : Optional.of(firmware),
            device.identity().hcaType(),
            device.identity().boardId(),
            device.identity().nodeGuid()),
        device.place(),
        device.characterDevice(),
        device.ports());
  }

  private static List<Finding> findings(RdmaDevice... devices) {
    return new FirmwareDiffers()
        .evaluate(Snapshots.node().rdma(Rdma.inventory(devices)).build(), NOW);
  }
}
