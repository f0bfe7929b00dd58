package io.kvlane.core.pci;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Function;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DistanceTest {

  private static final OptionalInt NODE_0 = OptionalInt.of(0);
  private static final OptionalInt NODE_1 = OptionalInt.of(1);

  private final Function gpu =
      Function.gpu("0000:03:00.0")
          .below("pci0000:00", "0000:00:01.0", "0000:01:00.0", "0000:02:00.0");
  private final Function nic = Function.nic("0000:04:00.0");

  @Test
  void shouldBePixBelowOneSwitch() {
    nic.below("pci0000:00", "0000:00:01.0", "0000:01:00.0", "0000:02:01.0");

    shouldBe(Optional.of(Distance.PIX));
  }

  @Test
  void shouldBePixBetweenFunctionsOfOneCard() {
    nic.below("pci0000:00", "0000:00:01.0", "0000:01:00.0", "0000:02:00.0");

    shouldBe(Optional.of(Distance.PIX));
  }

  @Test
  void shouldBePxbThroughSwitchesBelowASwitch() {
    nic.below(
        "pci0000:00",
        "0000:00:01.0",
        "0000:01:00.0",
        "0000:02:01.0",
        "0000:05:00.0",
        "0000:06:00.0");

    shouldBe(Optional.of(Distance.PXB));
  }

  @Test
  void shouldBePhbBelowTwoRootPortsOfOneHostBridge() {
    nic.below("pci0000:00", "0000:00:02.0");

    shouldBe(Optional.of(Distance.PHB));
  }

  @Test
  void shouldBePhbWithoutAnyBridgeAsInAVirtualMachine() {
    gpu.below("pci0000:10");
    nic.below("pci0000:10");

    shouldBe(Optional.of(Distance.PHB));
  }

  @Test
  void shouldBeNodeBelowTwoHostBridgesOfOneSocketAndSysBetweenSockets() {
    nic.below("pci0000:40", "0000:40:01.0").numaNode(NODE_0);
    shouldBe(Optional.of(Distance.NODE));

    nic.numaNode(NODE_1);
    shouldBe(Optional.of(Distance.SYS));
  }

  @Test
  void shouldBeUnknownBetweenHostBridgesWithoutNumaNodes() {
    nic.below("pci0000:40").numaNode(OptionalInt.empty());

    shouldBe(Optional.empty());
  }

  @Test
  void shouldNotNeedNumaNodesBelowOneHostBridge() {
    gpu.numaNode(OptionalInt.empty());
    nic.below("pci0000:00", "0000:00:01.0", "0000:01:00.0", "0000:02:01.0")
        .numaNode(OptionalInt.empty());

    shouldBe(Optional.of(Distance.PIX));
  }

  @Test
  void shouldBeUnknownWithoutAPath() {
    nic.withoutPath();

    shouldBe(Optional.empty());
  }

  @Test
  void shouldKnowWhatStaysBelowTheHostBridge() {
    assertThat(Stream.of(Distance.values()).filter(Distance::isBelowHostBridge))
        .containsExactly(Distance.PIX, Distance.PXB);
  }

  private void shouldBe(Optional<Distance> distance) {
    assertThat(Distance.between(gpu.build(), nic.build())).isEqualTo(distance);
    assertThat(Distance.between(nic.build(), gpu.build())).isEqualTo(distance);
  }
}
