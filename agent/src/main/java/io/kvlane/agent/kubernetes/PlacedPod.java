package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A pod of which only labels, node and phase are read. */
@Group("")
@Version("v1")
@Kind("Pod")
@Singular("pod")
@Plural("pods")
public final class PlacedPod extends ClusterObject implements Namespaced {

  private Spec spec = new Spec();
  private WholePod.Status status = new WholePod.Status();

  /** Where the pod was placed. */
  public static final class Spec extends LenientPart {

    private @Nullable String nodeName;

    /** The node, null where the pod has none yet. */
    public @Nullable String getNodeName() {
      return nodeName;
    }

    /** Sets the node. */
    public void setNodeName(@Nullable String nodeName) {
      this.nodeName = nodeName;
    }
  }

  /** Where the pod was placed. */
  public Spec getSpec() {
    return spec;
  }

  /** Sets where it was placed. */
  public void setSpec(Spec spec) {
    this.spec = spec;
  }

  /** What the kubelet says of the pod. */
  public WholePod.Status getStatus() {
    return status;
  }

  /** Sets what the kubelet says. */
  public void setStatus(WholePod.Status status) {
    this.status = status;
  }
}
