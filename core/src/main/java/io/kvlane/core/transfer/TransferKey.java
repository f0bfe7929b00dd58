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
 * @param profile name of the KV profile
 */
public record TransferKey(
    TransferKind kind,
    Intent intent,
    Engine engine,
    Operation operation,
    Memory memory,
    Optional<String> device,
    String profile) {

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
        + device.map(name -> " on " + name).orElse("");
  }
}
