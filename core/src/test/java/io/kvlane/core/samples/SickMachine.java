package io.kvlane.core.samples;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Machine.NIC_1;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.host.RdmaNamespaces;
import io.kvlane.core.pci.Acs;
import io.kvlane.core.pci.PciLink;
import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A machine on which everything is wrong that can be wrong with a machine. */
public final class SickMachine {

  private SickMachine() {}

  public static NodeSnapshot snapshot() {
    return Snapshots.node()
        .engine(Engine.UCX, new ProbeResult.Observed<>("1.18.0"))
        .rdma(rdma())
        .inspection(inspection())
        .run(
            Runs.skipped(
                Runs.key(Intent.DEFAULT, Engine.UCX, Operation.READ, Memory.CUDA).onGpu("GPU-9"),
                SkipReason.GPU_UNUSABLE,
                Snapshots.NOW))
        .build();
  }

  private static RdmaInventory rdma() {
    RdmaInventory devices =
        Rdma.inventory(
            withoutFile(Rdma.at(NIC_0, Rdma.device("mlx5_0", POLLING))),
            Rdma.device("mlx5_1", ACTIVE),
            Rdma.device("mlx5_2", ACTIVE),
            withOldFirmware(Rdma.device("mlx5_3", Rdma.running("200 Gb/sec (4X HDR)"))),
            Rdma.at(NIC_1, Rdma.device("mlx5_4", ACTIVE)),
            Rdma.ethernet("mlx5_5", new Gid(0, "fe80::1", "IB/RoCE v1", Optional.of("eth0"))),
            Rdma.efa("rdmap16s27", "0000:10:1b.0"));
    return Rdma.with(
            devices,
            Rdma.view(
                new ProbeResult.Observed<>(
                    List.of(verbs("mlx5_1", 4096), verbs("mlx5_2", 4096), verbs("mlx5_3", 256)))))
        .with(
            Optional.of(Rdma.window("mlx5_1", Map.of("link_downed", 1L, "np_cnp_sent", 900_000L))))
        .expecting(OptionalInt.of(8));
  }

  private static RdmaDevice withoutFile(RdmaDevice device) {
    return new RdmaDevice(
        device.name(),
        device.identity(),
        device.place(),
        Optional.of(new RdmaDevice.CharacterDevice("uverbs0", false)),
        device.ports());
  }

  private static RdmaDevice withOldFirmware(RdmaDevice device) {
    RdmaDevice.Identity identity = device.identity();
    return new RdmaDevice(
        device.name(),
        new RdmaDevice.Identity(
            Optional.of("28.35.1012"), identity.hcaType(), identity.boardId(), identity.nodeGuid()),
        device.place(),
        device.characterDevice(),
        device.ports());
  }

  private static VerbsDevice verbs(String name, int mtuBytes) {
    return new VerbsDevice(
        name,
        null,
        "28.39.1002",
        VerbsDevice.Dmabuf.NOT_SUPPORTED,
        List.of(new VerbsDevice.VerbsPort(1, PortState.ACTIVE, LinkLayer.INFINIBAND, mtuBytes)));
  }

  private static NodeInspection inspection() {
    List<Function> bus = Machine.sockets();
    bus.forEach(function -> function.acs(Acs.REDIRECTS).link(new PciLink(16, 8), Function.FULL));
    return Machine.seen()
        .host(
            Hosts.host()
                .kernel("6.15.0-1004-aws")
                .module("efa", "2.17.0g")
                .module("gdrdrv", "2.5.1")
                .file("gdrdrv", false)
                .openGpuModule(Support.NO)
                .namespaces(RdmaNamespaces.EXCLUSIVE))
        .bus(Machine.built(bus))
        .gpus(Machine.gpu(0, GPU_0, true))
        .cuda(Support.NO, Support.NO, GPU_0)
        .ucx("1.18.0")
        .build();
  }
}
