package io.kvlane.agent.discovery;

import io.kvlane.agent.kubernetes.ApiProblem;
import io.kvlane.agent.kubernetes.ApiProblem.Kind;

/** What can be wrong with the Service that says which nodes have an agent. */
final class ServiceProblems {

  private ServiceProblems() {}

  static ApiProblem noNamespace() {
    return new ApiProblem(
        Kind.NO_CLIENT,
        "the namespace of the Service is not known: set kvlane.peer.service to NAMESPACE/NAME");
  }

  static ApiProblem noEndpoints(ServiceId service) {
    return new ApiProblem(
        Kind.NOT_THERE,
        "Service "
            + service
            + " has no endpoints: check that it exists and selects the pods of kvlane's agents");
  }

  static ApiProblem notListed(String own, ServiceId service) {
    return new ApiProblem(
        Kind.NOT_AMONG,
        "Service "
            + service
            + " has no endpoint on "
            + own
            + ": check that it selects this agent's pod, and that kvlane.node-name is the name of"
            + " the node in Kubernetes");
  }

  static ApiProblem tooMany(ServiceId service, int most) {
    return new ApiProblem(
        Kind.TOO_MANY,
        "Service "
            + service
            + " has endpoints on more than "
            + most
            + " nodes: the others are left out; use a Service for each part of the cluster");
  }
}
