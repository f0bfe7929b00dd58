package io.kvlane.agent.kubernetes;

import java.net.URI;

/**
 * Why what was heard from Kubernetes may be out of date or unfit, and what to do.
 *
 * @param kind two problems of one kind are the same problem, whatever their words
 * @param text one line
 */
public record ApiProblem(Kind kind, String text) {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  /** Longest text of an exception that is passed on. */
  private static final int MOST_CHARACTERS = 200;

  /** Kinds of problems. */
  public enum Kind {
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
    /** What is looked for is not there at all. */
    NOT_THERE,
    /** This node is not among what is there. */
    NOT_AMONG,
    /** More than kvlane takes. */
    TOO_MANY;

    /** Whether the client has to be made anew, because it would not recover by itself. */
    boolean needsAnotherClient() {
      return this == NO_CLIENT || this == EXPIRED || this == UNCLEAR;
    }
  }

  public static ApiProblem notYet() {
    return new ApiProblem(Kind.NOT_YET, "Kubernetes has not answered yet");
  }

  public static ApiProblem noClient(Throwable cause) {
    return new ApiProblem(
        Kind.NO_CLIENT,
        "no client of Kubernetes can be made ("
            + oneLine(cause)
            + "): check the pod's service account, or the kubeconfig");
  }

  static ApiProblem away(URI asked, Throwable cause, WatchedKind kind) {
    return new ApiProblem(
        Kind.AWAY,
        "Kubernetes cannot be reached at "
            + asked.getScheme()
            + "://"
            + asked.getAuthority()
            + " ("
            + oneLine(cause)
            + "): the "
            + kind.known()
            + " known so far are kept; check the network and the API server");
  }

  public static ApiProblem unclear(Throwable cause, WatchedKind kind) {
    return new ApiProblem(
        Kind.UNCLEAR,
        "what Kubernetes answers is not understood ("
            + oneLine(cause)
            + "): the "
            + kind.known()
            + " known so far are kept; check what is between this pod and the API server");
  }

  /**
   * What a status of HTTP that is not success means.
   *
   * @param isWatch whether a watch was asked for, else a list
   */
  static ApiProblem ofStatus(int status, boolean isWatch, WatchedKind kind) {
    String verb = isWatch ? "watch" : "list";
    return switch (status) {
      case UNAUTHORIZED ->
          new ApiProblem(
              Kind.UNAUTHORIZED,
              "Kubernetes does not take this agent's credentials (401): mount the token of its"
                  + " service account, or check the kubeconfig");
      case FORBIDDEN ->
          new ApiProblem(
              isWatch ? Kind.WATCH_FORBIDDEN : Kind.LIST_FORBIDDEN,
              "Kubernetes does not let this agent "
                  + verb
                  + " "
                  + kind.text()
                  + " (403): give its service account "
                  + kind.permission());
      case NOT_FOUND ->
          new ApiProblem(
              Kind.NO_API,
              "Kubernetes has no " + kind.apiVersion() + " (404): " + kind.whereMissing());
      case GONE ->
          new ApiProblem(
              Kind.EXPIRED,
              "Kubernetes does not remember the version that is asked for (410): all is listed"
                  + " anew");
      default ->
          new ApiProblem(
              Kind.REFUSED,
              "Kubernetes answers "
                  + status
                  + " to a "
                  + verb
                  + " of "
                  + kind.plural()
                  + ": the "
                  + kind.known()
                  + " known so far are kept; check the API server");
    };
  }

  /** What an exception says, in a line of bounded length. */
  public static String oneLine(Throwable cause) {
    String text =
        (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
            .replaceAll("\\s+", " ")
            .strip();
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }
}
