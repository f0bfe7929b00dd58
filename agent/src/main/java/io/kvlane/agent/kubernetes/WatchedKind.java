package io.kvlane.agent.kubernetes;

import java.util.Optional;

/**
 * What is asked for of one kind of object, in the words of messages.
 *
 * @param group group of its API, empty for the core group
 * @param version version of its API
 * @param plural name of the resource
 * @param namespace where it is asked for, empty for everywhere
 * @param known what it tells of, such as {@code nodes}
 * @param whereMissing what to do where the API is not there
 */
public record WatchedKind(
    String group,
    String version,
    String plural,
    Optional<String> namespace,
    String known,
    String whereMissing) {

  /** Pods of every namespace. */
  static WatchedKind pods(String known) {
    return core("pods", known);
  }

  /** Nodes. */
  static WatchedKind nodes(String known) {
    return core("nodes", known);
  }

  private static WatchedKind core(String plural, String known) {
    return new WatchedKind(
        "", "v1", plural, Optional.empty(), known, "check what answers in the API server's place");
  }

  /** Group and version as manifests write them. */
  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The resource and where it is, such as {@code pods in all namespaces}. */
  String text() {
    return (group.isEmpty() ? plural : plural + "." + group)
        + namespace.map(name -> " in namespace " + name).orElse(" in the whole cluster");
  }

  /** What permits to list and watch it. */
  String permission() {
    return (namespace.isPresent() ? "a Role there" : "a ClusterRole")
        + " with apiGroups ["
        + (group.isEmpty() ? "\"\"" : group)
        + "], resources ["
        + plural
        + "], verbs [list, watch]";
  }
}
