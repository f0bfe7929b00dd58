package io.kvlane.core.pci;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Function;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PciTreeTest {

  private static final String HOST = "pci0000:00";
  private static final String ROOT = "0000:00:01.0";
  private static final String UP = "0000:01:00.0";
  private static final String DOWN_A = "0000:02:00.0";
  private static final String DOWN_B = "0000:02:01.0";
  private static final String UP_A = "0000:03:00.0";
  private static final String DOWN_AA = "0000:04:00.0";

  private final PciTree tree =
      PciTree.of(
          Stream.of(
                  Function.bridge(ROOT).link(new PciLink(16, 16), new PciLink(16, 16)),
                  Function.bridge(UP),
                  Function.bridge(DOWN_A),
                  Function.bridge(DOWN_B).link(Function.FULL, new PciLink(32, 8)),
                  Function.bridge(UP_A),
                  Function.bridge(DOWN_AA))
              .map(Function::build)
              .toList());

  @Test
  void shouldTurnAtThePortsBelowTheSharedSwitch() {
    assertThat(between(nic(ROOT, UP, DOWN_A), nic(ROOT, UP, DOWN_B)))
        .containsExactly(DOWN_A, DOWN_B);
  }

  @Test
  void shouldTurnAtTheTopmostPortsOfSwitchesBelowASwitch() {
    assertThat(between(nic(ROOT, UP, DOWN_A, UP_A, DOWN_AA), nic(ROOT, UP, DOWN_B)))
        .containsExactly(DOWN_A, DOWN_B);
  }

  @Test
  void shouldTurnAtTheOnePortAboveACardWithSeveralFunctions() {
    assertThat(between(nic(ROOT), nic(ROOT))).containsExactly(ROOT);
  }

  @Test
  void shouldCrossTheRootWithoutASharedBridge() {
    assertThat(between(nic(), nic())).isEmpty();
    assertThat(between(nic(ROOT), nic(UP))).isEmpty();
    assertThat(between(nic(ROOT), Function.nic("0000:09:00.0").below("pci0000:80", ROOT).build()))
        .isEmpty();
  }

  @Test
  void shouldHaveTheLinkThatCardAndSlotBothAllow() {
    assertThat(tree.attainableLink(nic(ROOT))).contains(new PciLink(16, 16));
    assertThat(tree.attainableLink(nic(ROOT, UP, DOWN_B))).contains(new PciLink(32, 8));
    assertThat(tree.attainableLink(nic())).contains(Function.FULL);
    assertThat(tree.attainableLink(nic("0000:0f:00.0"))).contains(Function.FULL);
    assertThat(
            tree.attainableLink(
                Function.nic("0000:09:00.0")
                    .below(HOST, ROOT)
                    .link(Optional.empty(), Optional.empty())
                    .build()))
        .isEmpty();
  }

  @Test
  void shouldFindWhatIsAtAnAddressAndTheGpusAmongAll() {
    PciTree mixed =
        PciTree.of(
            List.of(
                Function.gpu("0000:81:00.0").build(),
                Function.nic("0000:0a:00.0").build(),
                Function.gpu("0000:0b:00.0").build()));

    assertThat(mixed.at("0000:0a:00.0")).contains(Function.nic("0000:0a:00.0").build());
    assertThat(mixed.at("0000:0c:00.0")).isEmpty();
    assertThat(mixed.at("nonsense")).isEmpty();
    assertThat(mixed.nvidiaGpus().map(gpu -> gpu.address().text()))
        .containsExactly("0000:0b:00.0", "0000:81:00.0");
  }

  private List<String> between(PciDevice one, PciDevice other) {
    return tree.bridgesBetween(one, other).stream().map(bridge -> bridge.address().text()).toList();
  }

  private static PciDevice nic(String... bridges) {
    return Function.nic("0000:09:00.0").below(HOST, bridges).build();
  }
}
