package io.kvlane.agent.discovery;

import java.net.URI;

/**
 * Why what a directory says may be out of date, and what to do.
 *
 * @param kind two problems of one kind are the same problem, whatever their words
 * @param text one line
 */
record DirectoryProblem(Kind kind, String text) {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  /** Longest text of an exception that is passed on. */
  private static final int MOST_CHARACTERS = 200;

  /** Kinds of problems. */
  enum Kind {
    /** Nothing has come yet. */
    NOT_YET,
    /** No client could be made. */
    NO_CLIENT,
    /** No connection comes about. */
    AWAY,
    /** 401. */
    UNAUTHORIZED,
    /** 403 to a list. */
    LIST_FORBIDDEN,
    /** 403 to a watch. */
    WATCH_FORBIDDEN,
    /** 404: the API itself is not there. */
    NO_API,
    /** 410 where an event should say so: the client would ask for the same again and again. */
    EXPIRED,
    /** Any other status. */
    REFUSED,
    /** An answer that is not understood. */
    UNCLEAR,
    /** No endpoint at all. */
    NO_ENDPOINTS,
    /** This node has none. */
    NOT_LISTED,
    /** More nodes than kvlane takes. */
    TOO_MANY;

    /** Whether the client has to be made anew, because it would not recover by itself. */
    boolean needsAnotherClient() {
      return this == NO_CLIENT || this == EXPIRED || this == UNCLEAR;
    }
  }

  static DirectoryProblem notYet() {
    return new DirectoryProblem(Kind.NOT_YET, "Kubernetes has not answered yet");
  }

  static DirectoryProblem noClient(Throwable cause) {
    return new DirectoryProblem(
        Kind.NO_CLIENT,
        "no client of Kubernetes can be made ("
            + oneLine(cause)
            + "): check the pod's service account, or the kubeconfig");
  }

  static DirectoryProblem noNamespace() {
    return new DirectoryProblem(
        Kind.NO_CLIENT,
        "the namespace of the Service is not known: set kvlane.peer.service to NAMESPACE/NAME");
  }

  static DirectoryProblem away(URI asked, Throwable cause) {
    return new DirectoryProblem(
        Kind.AWAY,
        "Kubernetes cannot be reached at "
            + asked.getScheme()
            + "://"
            + asked.getAuthority()
            + " ("
            + oneLine(cause)
            + "): the nodes known so far are kept; check the network and the API server");
  }

  static DirectoryProblem unclear(Throwable cause) {
    return new DirectoryProblem(
        Kind.UNCLEAR,
        "what Kubernetes answers is not understood ("
            + oneLine(cause)
            + "): the nodes known so far are kept; check what is between this pod and the API"
            + " server");
  }

  /**
   * What a status of HTTP that is not success means.
   *
   * @param isWatch whether a watch was asked for, else a list
   */
  static DirectoryProblem ofStatus(int status, boolean isWatch, ServiceId service) {
    String verb = isWatch ? "watch" : "list";
    return switch (status) {
      case UNAUTHORIZED ->
          new DirectoryProblem(
              Kind.UNAUTHORIZED,
              "Kubernetes does not take this agent's credentials (401): mount the token of its"
                  + " service account, or check the kubeconfig");
      case FORBIDDEN ->
          new DirectoryProblem(
              isWatch ? Kind.WATCH_FORBIDDEN : Kind.LIST_FORBIDDEN,
              "Kubernetes does not let this agent "
                  + verb
                  + " endpointslices.discovery.k8s.io in namespace "
                  + service.namespace()
                  + " (403): give its service account a Role there with apiGroups"
                  + " [discovery.k8s.io], resources [endpointslices], verbs [list, watch]");
      case NOT_FOUND ->
          new DirectoryProblem(
              Kind.NO_API,
              "Kubernetes has no discovery.k8s.io/v1 (404): it must be 1.21 or newer; else list the"
                  + " nodes in kvlane.peers");
      case GONE ->
          new DirectoryProblem(
              Kind.EXPIRED,
              "Kubernetes does not remember the version that is asked for (410): all is listed"
                  + " anew");
      default ->
          new DirectoryProblem(
              Kind.REFUSED,
              "Kubernetes answers "
                  + status
                  + " to a "
                  + verb
                  + " of endpointslices: the nodes known so far are kept; check the API server");
    };
  }

  static DirectoryProblem noEndpoints(ServiceId service) {
    return new DirectoryProblem(
        Kind.NO_ENDPOINTS,
        "Service "
            + service
            + " has no endpoints: check that it exists and selects the pods of kvlane's agents");
  }

  static DirectoryProblem notListed(String own, ServiceId service) {
    return new DirectoryProblem(
        Kind.NOT_LISTED,
        "Service "
            + service
            + " has no endpoint on "
            + own
            + ": check that it selects this agent's pod, and that kvlane.node-name is the name of the"
            + " node in Kubernetes");
  }

  static DirectoryProblem tooMany(ServiceId service, int most) {
    return new DirectoryProblem(
        Kind.TOO_MANY,
        "Service "
            + service
            + " has endpoints on more than "
            + most
            + " nodes: the others are left out; use a Service for each part of the cluster");
  }

  private static String oneLine(Throwable cause) {
    String text =
        (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
            .replaceAll("\\s+", " ")
            .strip();
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }
}
