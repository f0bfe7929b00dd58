package io.kvlane.core.transfer;

import java.util.Optional;

/**
 * What tells one kind of run from another, and so the labels of its metrics.
 *
 * @param kind between which ends
 * @param intent why it is made
 * @param engine what moves the bytes
 * @param operation who moves them which way
 * @param memory where they lie
 * @param device the RDMA device and port a forced run is bound to, empty when the engine chooses
 * @param gpu name of the GPU whose memory it is, for {@link Memory#CUDA} inside the node only: the
 *     other nodes are measured with all GPUs in turn
 * @param profile name of the KV profile
 * @param peer name of the other node, for {@link TransferKind#PEER} only; empty there for runs with
 *     all other nodes together
 */
public record TransferKey(
    TransferKind kind,
    Intent intent,
    Engine engine,
    Operation operation,
    Memory memory,
    Optional<String> device,
    Optional<String> gpu,
    String profile,
    Optional<String> peer) {

  /** Refuses a transfer inside a node that names another one, and a GPU for host memory. */
  public TransferKey {
    if (gpu.isPresent() && (memory != Memory.CUDA || kind != TransferKind.LOOPBACK)) {
      throw new IllegalArgumentException(
          "a transfer of kind " + kind.label() + " and memory " + memory.label() + " with a GPU");
    }
    if (peer.isPresent() && kind != TransferKind.PEER) {
      throw new IllegalArgumentException("a transfer of kind " + kind.label() + " with " + peer);
    }
  }

  /** A run inside the node. */
  public static TransferKey loopback(
      Intent intent,
      Engine engine,
      Operation operation,
      Memory memory,
      Optional<String> device,
      String profile) {
    return new TransferKey(
        TransferKind.LOOPBACK,
        intent,
        engine,
        operation,
        memory,
        device,
        Optional.empty(),
        profile,
        Optional.empty());
  }

  /** The same run inside the node with the memory of a GPU. */
  public TransferKey onGpu(String name) {
    return new TransferKey(
        kind, intent, engine, operation, memory, device, Optional.of(name), profile, peer);
  }

  /** A run with another node. */
  public static TransferKey peer(
      String peer,
      Intent intent,
      Engine engine,
      Operation operation,
      Memory memory,
      String profile) {
    return new TransferKey(
        TransferKind.PEER,
        intent,
        engine,
        operation,
        memory,
        Optional.empty(),
        Optional.empty(),
        profile,
        Optional.of(peer));
  }

  /** The same kind of runs with all other nodes together. */
  public TransferKey withAnyPeer() {
    return new TransferKey(
        kind, intent, engine, operation, memory, device, gpu, profile, Optional.empty());
  }

  /** The same kind of runs with all GPUs together. */
  public TransferKey withAnyGpu() {
    return new TransferKey(
        kind, intent, engine, operation, memory, device, Optional.empty(), profile, peer);
  }

  /** The key in words, for logs and findings. */
  public String text() {
    return kind.label()
        + " "
        + engine.label()
        + " "
        + intent.label()
        + " "
        + operation.label()
        + " "
        + memory.label()
        + " "
        + profile
        + device.map(name -> " on " + name).orElse("")
        + gpu.map(name -> " of " + name).orElse("")
        + peer.map(name -> " with " + name).orElse("");
  }
}
