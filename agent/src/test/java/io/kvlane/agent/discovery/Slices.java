package io.kvlane.agent.discovery;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.Arrays;

/** EndpointSlices as Kubernetes' own controller writes them. */
final class Slices {

  static final String SERVICE = "kvlane-agents";
  static final int PORT = 9978;

  private Slices() {}

  /** A slice of the agents' Service with IPv4 addresses. */
  static EndpointSlice slice(String name, Endpoint... endpoints) {
    return of(SERVICE, "IPv4", name, endpoints);
  }

  static EndpointSlice of(String service, String addressType, String name, Endpoint... endpoints) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName(name)
        .withGenerateName(service + "-")
        .withCreationTimestamp("2026-03-01T10:00:00Z")
        .addToLabels("kubernetes.io/service-name", service)
        .addToLabels("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
        .addToLabels("service.kubernetes.io/headless", "")
        .addToAnnotations(
            "endpoints.kubernetes.io/last-change-trigger-time", "2026-03-01T10:00:00Z")
        .endMetadata()
        .withAddressType(addressType)
        .addNewPort()
        .withName("metrics")
        .withPort(9977)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName("control")
        .withPort(PORT)
        .withProtocol("TCP")
        .endPort()
        .withEndpoints(Arrays.asList(endpoints))
        .build();
  }

  /** A pod that is ready. */
  static Endpoint ready(String node, String address) {
    return endpoint(node, address, true, true, false);
  }

  /** A pod that has not become ready, or is so no more. */
  static Endpoint unready(String node, String address) {
    return endpoint(node, address, false, false, false);
  }

  /** A pod that is being ended, and serves as long as it can. */
  static Endpoint ending(String node, String address) {
    return endpoint(node, address, false, true, true);
  }

  private static Endpoint endpoint(
      String node, String address, boolean ready, boolean serving, boolean terminating) {
    return new EndpointBuilder()
        .withAddresses(address)
        .withNodeName(node)
        .withZone("zone-a")
        .withNewConditions()
        .withReady(ready)
        .withServing(serving)
        .withTerminating(terminating)
        .endConditions()
        .withNewTargetRef()
        .withKind("Pod")
        .withNamespace(FakeKubernetes.NAMESPACE)
        .withName("kvlane-" + node)
        .withUid("0b1c2d3e-" + address)
        .endTargetRef()
        .build();
  }
}
