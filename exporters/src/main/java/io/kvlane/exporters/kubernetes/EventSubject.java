package io.kvlane.exporters.kubernetes;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an event is about. */
public sealed interface EventSubject {

  /** Name of the object. */
  String name();

  /**
   * The node.
   *
   * @param name its name
   */
  record OfNode(String name) implements EventSubject {}

  /**
   * A pod.
   *
   * @param namespace its namespace
   * @param name its name
   * @param uid by which Kubernetes tells it from another of that name; empty where that is not
   *     known, and then {@code kubectl describe pod} does not show the event
   */
  record OfPod(String namespace, String name, Optional<String> uid) implements EventSubject {}

  /** Whether a finding with this subject is about a pod. */
  static boolean isPod(String subject) {
    return Subjects.POD.matcher(subject).matches();
  }

  /**
   * What a finding's event is about.
   *
   * @param subject subject of the finding: {@code pod/NAMESPACE/NAME}, else it is the node's
   * @param node name of the node
   * @param podUid the uid of a pod, by namespace and name
   */
  static EventSubject of(
      String subject, String node, BiFunction<String, String, Optional<String>> podUid) {
    Matcher pod = Subjects.POD.matcher(subject);
    return pod.matches()
        ? new OfPod(pod.group(1), pod.group(2), podUid.apply(pod.group(1), pod.group(2)))
        : new OfNode(node);
  }

  /** How findings name pods; what follows the name is about a part of the pod. */
  final class Subjects {

    private static final Pattern POD =
        Pattern.compile("pod/([a-z0-9](?:[a-z0-9-]{0,62}))/([a-z0-9][a-z0-9.-]{0,252})(?:[ /].*)?");

    private Subjects() {}
  }
}
