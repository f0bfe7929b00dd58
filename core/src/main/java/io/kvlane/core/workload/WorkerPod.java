package io.kvlane.core.workload;

import java.util.List;
import java.util.Optional;

/**
 * A worker pod on this node.
 *
 * @param uid by which Kubernetes tells it from another of the same name
 * @param spec what it asks for
 * @param phase such as {@code Running}
 * @param terminating whether it is being deleted
 * @param devices what the kubelet gave to its containers; empty where the kubelet does not say
 */
public record WorkerPod(
    String uid,
    WorkerSpec spec,
    String phase,
    boolean terminating,
    Optional<List<AssignedDevices>> devices) {

  /** Takes a copy. */
  public WorkerPod {
    devices = devices.map(List::copyOf);
  }
}
