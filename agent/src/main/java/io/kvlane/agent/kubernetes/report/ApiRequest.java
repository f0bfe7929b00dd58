package io.kvlane.agent.kubernetes.report;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kvlane.agent.kubernetes.ApiProblem;
import io.kvlane.exporters.kubernetes.SinkException;
import io.kvlane.exporters.kubernetes.SinkException.Kind;

/**
 * A kind of request, and what to do when it fails.
 *
 * @param words what the agent wants to do, such as {@code patch nodes/status of node-1}
 * @param rule what a role must have, as YAML's flow style writes it
 * @param role {@code ClusterRole}, or {@code Role in namespace x}
 * @param missing what to do about 404
 */
record ApiRequest(String words, String rule, String role, String missing) {

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  static ApiRequest onNode(String verb, String resource, String node) {
    return new ApiRequest(
        verb + " " + resource + " of " + node,
        "apiGroups [\"\"], resources [" + resource + "], verbs [" + verb + "]",
        "ClusterRole",
        "there is no node "
            + node
            + ": kvlane.node-name must be the name of the node in Kubernetes (spec.nodeName)");
  }

  static ApiRequest onEvents(String verb, String namespace) {
    return new ApiRequest(
        verb + " events in namespace " + namespace,
        "apiGroups [\"\"], resources [events], verbs [create, get, patch]",
        "ClusterRole",
        "there is no namespace " + namespace + " any more: nothing is to be done");
  }

  SinkException failure(KubernetesClientException cause) {
    int status = cause.getCode();
    if (status <= 0 || cause.getStatus() == null) {
      return failure(
          Kind.AWAY,
          "Kubernetes cannot be reached to %s (%s): check the network and the API server"
              .formatted(words, deepest(cause)),
          cause);
    }
    return switch (status) {
      case UNAUTHORIZED ->
          failure(
              Kind.UNAUTHORIZED,
              "Kubernetes does not take this agent's credentials (401): mount the token of its"
                  + " service account, or check the kubeconfig",
              cause);
      case FORBIDDEN ->
          failure(
              Kind.FORBIDDEN,
              "Kubernetes does not let this agent %s (403): give its service account a %s with %s"
                  .formatted(words, role, rule),
              cause);
      case NOT_FOUND -> notFound(cause);
      case CONFLICT ->
          failure(
              Kind.CONFLICT,
              "Kubernetes was asked to %s while others wrote there (409): it is tried again"
                  .formatted(words),
              cause);
      case BAD_REQUEST, UNPROCESSABLE ->
          failure(
              Kind.INVALID,
              "Kubernetes does not take what it is asked for, to %s (%d: %s): please report this"
                  .formatted(words, status, ApiProblem.oneLine(cause)),
              cause);
      default ->
          failure(
              Kind.REFUSED,
              "Kubernetes answers %d when asked to %s: it is tried again; check the API server"
                  .formatted(status, words),
              cause);
    };
  }

  SinkException notFound(Throwable cause) {
    return failure(
        Kind.NOT_FOUND, "Kubernetes cannot %s (404): %s".formatted(words, missing), cause);
  }

  private static SinkException failure(Kind kind, String text, Throwable cause) {
    return new SinkException(kind, text, cause);
  }

  private static String deepest(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return ApiProblem.oneLine(deepest);
  }
}
