package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Function.FULL;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciLink;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Function;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PcieLinkDegradedTest {

  private static final PciLink HALF = new PciLink(32, 8);
  private static final PciLink SLOW = new PciLink(16, 16);

  @Test
  void shouldFireForANicBelowWhatItCouldHave() {
    assertThat(findings(Function.nic("0000:18:00.0").link(SLOW, FULL)))
        .containsExactly(
            new Finding(
                "pcie-link-degraded",
                Severity.WARNING,
                "mlx5_0",
                "The PCI link of mlx5_0 is 16 GT/s x16 only.",
                List.of("link at 0000:18:00.0: 16 GT/s x16", "card and slot can have 32 GT/s x16"),
                "Reseat the card and look for PCI errors (dmesg -T | grep -E 'AER|0000:18:00.0') and"
                    + " at the slot's settings in the BIOS, and follow"
                    + " runbooks/pcie-link-degraded.md"));
  }

  @Test
  void shouldFireForTheWidthOfAGpuButNotForASpeedThatItTurnedDown() {
    assertThat(findings(Function.gpu("0000:19:00.0").link(new PciLink(2.5, 8), FULL)))
        .singleElement()
        .returns("0000:19:00.0", Finding::subject);
    assertThat(findings(Function.gpu("0000:19:00.0").link(new PciLink(2.5, 16), FULL))).isEmpty();
  }

  @Test
  void shouldFireOnceForACardWithTwoFunctions() {
    assertThat(
            findings(
                Function.nic("0000:18:00.0").link(HALF, FULL),
                Function.nic("0000:18:00.1").link(HALF, FULL)))
        .singleElement()
        .returns("mlx5_0", Finding::subject);
  }

  @Test
  void shouldFireForACardBelowItsSiblingsWhoseMaximumNobodyKnows() {
    assertThat(
            findings(
                Function.nic("0000:18:00.0").link(Optional.of(FULL), Optional.empty()),
                Function.nic("0000:19:00.0")
                    .link(Optional.of(new PciLink(16, 8)), Optional.empty()),
                Function.nic("0000:1a:00.0").link(Optional.of(FULL), Optional.empty())))
        .singleElement()
        .returns("mlx5_1", Finding::subject)
        .returns(
            List.of(
                "link at 0000:19:00.0: 16 GT/s x8",
                "2 of 3 cards of this model have x16",
                "2 of 3 cards of this model have 32 GT/s"),
            Finding::evidence);
  }

  @Test
  void shouldNotFireForACardAsFastAsItsSlot() {
    assertThat(
            findings(
                Function.bridge("0000:00:01.0").link(SLOW, SLOW),
                Function.nic("0000:18:00.0").below("pci0000:00", "0000:00:01.0").link(SLOW, FULL)))
        .isEmpty();
  }

  @Test
  void shouldNotFireForLinksThatNobodyKnows() {
    assertThat(findings(Function.nic("0000:18:00.0").link(Optional.empty(), Optional.of(FULL))))
        .isEmpty();
    assertThat(findings(Function.nic("0000:18:00.0").link(Optional.of(HALF), Optional.empty())))
        .isEmpty();
  }

  @Test
  void shouldNotFireForVirtualFunctions() {
    RdmaDevice device = Rdma.at("0000:18:00.0", device("mlx5_0", ACTIVE));
    RdmaDevice virtual =
        new RdmaDevice(
            "mlx5_0",
            device.identity(),
            new RdmaDevice.Place(
                device.place().pciAddress(), OptionalInt.empty(), Optional.empty(), true),
            device.characterDevice(),
            device.ports());

    assertThat(
            new PcieLinkDegraded()
                .evaluate(
                    Snapshots.node()
                        .inspection(
                            Machine.seen()
                                .bus(Function.nic("0000:18:00.0").link(HALF, FULL).build())
                                .build())
                        .rdma(Rdma.inventory(virtual))
                        .build(),
                    NOW))
        .isEmpty();
  }

  @Test
  void shouldNotFireBeforeTheFirstLookOrLongAfterTheLast() {
    Snapshots node =
        Snapshots.node().rdma(Rdma.inventory(Rdma.at("0000:18:00.0", device("mlx5_0", ACTIVE))));

    assertThat(new PcieLinkDegraded().evaluate(node.build(), NOW)).isEmpty();

    node.inspection(
        Machine.seen(NOW.minus(Duration.ofMinutes(16)))
            .bus(Function.nic("0000:18:00.0").link(HALF, FULL).build())
            .build());

    assertThat(new PcieLinkDegraded().evaluate(node.build(), NOW)).isEmpty();
  }

  /** NICs among the functions are mlx5_0, mlx5_1 and so on. */
  private static List<Finding> findings(Function... functions) {
    List<PciDevice> bus = Arrays.stream(functions).map(Function::build).toList();
    List<String> nics =
        bus.stream()
            .filter(function -> function.driver().filter("mlx5_core"::equals).isPresent())
            .map(function -> function.address().text())
            .toList();
    RdmaDevice[] devices =
        IntStream.range(0, nics.size())
            .mapToObj(number -> Rdma.at(nics.get(number), device("mlx5_" + number, ACTIVE)))
            .toArray(RdmaDevice[]::new);
    return new PcieLinkDegraded()
        .evaluate(
            Snapshots.node()
                .inspection(Machine.seen().bus(bus).build())
                .rdma(Rdma.inventory(devices))
                .build(),
            NOW);
  }
}
