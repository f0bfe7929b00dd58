package io.kvlane.core.gpudirect;

import io.kvlane.core.pci.Distance;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Judges every pair of a GPU and a NIC of a node. */
public final class GpuDirect {

  /** Nodes have 8 or 16 GPUs and up to 32 NICs; what is beyond is not paired. */
  private static final int MOST_PAIRS = 512;

  private GpuDirect() {}

  /**
   * All pairs, by GPU and then by device; none when there is no GPU, or no RDMA device on the PCI
   * bus.
   */
  public static List<GpuNicPair> pairs(NodeSnapshot snapshot, Instant now) {
    List<RdmaDevice> nics =
        snapshot.rdma().devices(now).stream()
            .flatMap(List::stream)
            .filter(device -> device.place().pciAddress().isPresent())
            .toList();
    List<GpuNicPair> pairs = new ArrayList<>();
    for (NodeGpu gpu : NodeGpu.of(snapshot.inspection(), now)) {
      for (RdmaDevice nic : nics) {
        if (pairs.size() < MOST_PAIRS) {
          pairs.add(pair(snapshot, now, gpu, nic));
        }
      }
    }
    return List.copyOf(pairs);
  }

  /**
   * The NICs that are nearest to a GPU: all that share the least distance; none when no distance is
   * known.
   */
  public static List<GpuNicPair> nearest(List<GpuNicPair> pairs, NodeGpu gpu) {
    List<GpuNicPair> own =
        pairs.stream()
            .filter(pair -> pair.gpu().equals(gpu))
            .filter(pair -> pair.distance().isPresent())
            .sorted(GpuNicPair.NEAREST_FIRST)
            .toList();
    return own.stream().filter(pair -> pair.distance().equals(own.getFirst().distance())).toList();
  }

  /**
   * The pairs that matter: each GPU with its nearest NICs, with all of them where no distance is
   * known.
   */
  public static List<GpuNicPair> relevant(List<GpuNicPair> pairs) {
    return pairs.stream()
        .map(GpuNicPair::gpu)
        .distinct()
        .flatMap(gpu -> {
          List<GpuNicPair> nearest = nearest(pairs, gpu);
          return nearest.isEmpty()
              ? pairs.stream().filter(pair -> pair.gpu().equals(gpu))
              : nearest.stream();
        })
        .toList();
  }

  private static GpuNicPair pair(NodeSnapshot snapshot, Instant now, NodeGpu gpu, RdmaDevice nic) {
    Optional<PciTree> tree = snapshot.inspection().pci(now);
    Optional<PciDevice> ofGpu = gpu.address().flatMap(at -> tree.flatMap(pci -> pci.at(at)));
    Optional<PciDevice> ofNic =
        nic.place().pciAddress().flatMap(at -> tree.flatMap(pci -> pci.at(at)));
    MethodChains chains = new MethodChains(snapshot, now, gpu, nic);
    return new GpuNicPair(
        gpu,
        nic.name(),
        ofGpu.flatMap(one -> ofNic.flatMap(other -> Distance.between(one, other))),
        Arrays.stream(GpuDirectMethod.values())
            .map(method -> new MethodVerdict(method, chains.of(method)))
            .toList());
  }
}
