package io.kvlane.agent.it;

import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.PortCounters;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A NIC with one RoCE port of 200 Gb/s, which has been active. One thread. */
final class EmulatedNic {

  /** Its name. */
  static final String DEVICE = "mlx5_0";

  private final KnownDevices known;
  private boolean up = true;

  EmulatedNic(Instant now) {
    known = KnownDevices.NONE.after(List.of(device()), now);
  }

  boolean isUp() {
    return up;
  }

  /** Pulls the cable, or plugs it in. */
  void set(boolean nowUp) {
    up = nowUp;
  }

  /** What a look at sysfs gives. */
  RdmaInventory inventory(Instant now) {
    return new RdmaInventory(
        Optional.of(
            new Look<>(new ProbeResult.Observed<>(List.of(device())), now, Duration.ofMillis(2))),
        Optional.of(now),
        Optional.empty(),
        known,
        Optional.empty(),
        OptionalInt.empty());
  }

  private RdmaDevice device() {
    PortLink link =
        new PortLink(
            up ? PortState.ACTIVE : PortState.DOWN,
            up ? "LinkUp" : "Disabled",
            LinkRate.parse("200 Gb/sec (4X HDR)"),
            LinkLayer.ETHERNET,
            OptionalInt.empty());
    return new RdmaDevice(
        DEVICE,
        new RdmaDevice.Identity(
            Optional.of("22.38.1900"),
            Optional.of("MT4125"),
            Optional.of("MT_0000000359"),
            Optional.of("b8ce:f603:00ab:cdee")),
        new RdmaDevice.Place(
            Optional.of("0000:3b:00.0"), OptionalInt.of(0), Optional.of("mlx5_core"), false),
        Optional.of(new RdmaDevice.CharacterDevice("uverbs0", true)),
        List.of(
            new RdmaPort(
                new PortId(DEVICE, 1),
                link,
                Transport.ROCE,
                List.of(new Gid(0, "fe80::", "RoCE v2", Optional.of("eth2"))),
                PortCounters.NONE)));
  }
}
