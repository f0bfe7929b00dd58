package io.kvlane.core.rdma;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Rdma.verbs;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewDifferenceTest {

  @Test
  void shouldFindNoneWhereBothAgree() {
    assertThat(
            ViewDifference.between(
                List.of(device("mlx5_0", ACTIVE)), List.of(verbs("mlx5_0", PortState.ACTIVE))))
        .isEmpty();
    assertThat(ViewDifference.between(List.of(), List.of())).isEmpty();
  }

  @Test
  void shouldFindADeviceThatOnlyOneHas() {
    assertThat(
            ViewDifference.between(
                List.of(device("mlx5_0", ACTIVE)), List.of(verbs("mlx5_1", PortState.ACTIVE))))
        .containsExactly(
            new ViewDifference("mlx5_0", "device", "present", "absent"),
            new ViewDifference("mlx5_1", "device", "absent", "present"));
  }

  @Test
  void shouldFindADeviceThatCannotBeUsed() {
    assertThat(
            ViewDifference.between(
                List.of(device("mlx5_0", ACTIVE)),
                List.of(VerbsDevice.unusable("mlx5_0", "cannot open it: EPERM"))))
        .containsExactly(
            new ViewDifference("mlx5_0", "device", "present", "cannot open it: EPERM"));
  }

  @Test
  void shouldFindAnotherStateWithBothValues() {
    assertThat(
            ViewDifference.between(
                List.of(device("mlx5_0", POLLING)), List.of(verbs("mlx5_0", PortState.ACTIVE))))
        .extracting(ViewDifference::text)
        .containsExactly("port 1 state: sysfs says down, libibverbs says active");
  }

  @Test
  void shouldFindAnotherLinkLayerAndFirmware() {
    VerbsDevice seen =
        new VerbsDevice(
            "mlx5_0",
            null,
            "28.40.1000",
            VerbsDevice.Dmabuf.UNKNOWN,
            List.of(new VerbsDevice.VerbsPort(1, PortState.ACTIVE, LinkLayer.ETHERNET, 4096)));

    assertThat(ViewDifference.between(List.of(device("mlx5_0", ACTIVE)), List.of(seen)))
        .containsExactly(
            new ViewDifference("mlx5_0", "firmware", "28.39.1002", "28.40.1000"),
            new ViewDifference("mlx5_0", "port 1 link layer", "infiniband", "ethernet"));
  }

  @Test
  void shouldFindAPortThatOnlyOneHas() {
    assertThat(
            ViewDifference.between(
                List.of(device("mlx5_0", "guid", ACTIVE, ACTIVE)),
                List.of(verbs("mlx5_0", PortState.ACTIVE))))
        .containsExactly(new ViewDifference("mlx5_0", "port 2", "present", "absent"));
  }

  @Test
  void shouldNotCompareAFirmwareThatSysfsDoesNotTell() {
    RdmaDevice silent =
        new RdmaDevice(
            "mlx5_0",
            RdmaDevice.Identity.UNKNOWN,
            RdmaDevice.Place.UNKNOWN,
            Optional.empty(),
            device("mlx5_0", ACTIVE).ports());

    assertThat(ViewDifference.between(List.of(silent), List.of(verbs("mlx5_0", PortState.ACTIVE))))
        .isEmpty();
  }
}
