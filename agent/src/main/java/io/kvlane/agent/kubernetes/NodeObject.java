package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;

/** A node of which only the resources are read. */
@Group("")
@Version("v1")
@Kind("Node")
@Singular("node")
@Plural("nodes")
public final class NodeObject extends ClusterObject {

  private Status status = new Status();

  /** What the kubelet says of the node. */
  public static final class Status extends LenientPart {

    private Map<String, String> allocatable = Map.of();
    private Map<String, String> capacity = Map.of();

    /** Amounts that pods may have, by resource. */
    public Map<String, String> getAllocatable() {
      return allocatable;
    }

    /** Sets what pods may have. */
    public void setAllocatable(Map<String, String> allocatable) {
      this.allocatable = allocatable;
    }

    /** Amounts that there are, by resource. */
    public Map<String, String> getCapacity() {
      return capacity;
    }

    /** Sets what there is. */
    public void setCapacity(Map<String, String> capacity) {
      this.capacity = capacity;
    }
  }

  /** What the kubelet says of the node. */
  public Status getStatus() {
    return status;
  }

  /** Sets what the kubelet says. */
  public void setStatus(Status status) {
    this.status = status;
  }
}
