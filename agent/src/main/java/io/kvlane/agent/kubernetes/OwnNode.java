package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.kvlane.core.snapshot.TurnedOff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The node that this agent is on: the RDMA resources that it offers to pods, and its annotation on
 * transfers. A resource counts by its name, also where none of it is left: the kubelet keeps the
 * name, with an amount of 0, when its devices fail or their plugin goes. Of the watch's thread.
 */
final class OwnNode implements KeptWatch.Subject<NodeObject> {

  private static final String EFA = "vpc.amazonaws.com/efa";
  private static final List<String> PREFIXES = List.of("rdma/", "networking.gke.io.networks/rdma-");

  /**
   * What the node's object tells.
   *
   * @param rdmaResources names of its RDMA resources
   * @param transfers value of the annotation {@link TurnedOff#ANNOTATION}
   */
  record Told(Set<String> rdmaResources, Optional<String> transfers) {}

  private final String node;
  private final Set<String> more;
  private final Consumer<Told> listener;
  private final Consumer<Optional<ApiProblem>> problems;
  private TrimmedStore<NodeObject, Told> store;

  /**
   * A node.
   *
   * @param more names that stand for RDMA, beside those that are known
   * @param listener hears what is told, whenever that may have changed
   * @param problems hears why nothing newer is known, and when something is
   */
  OwnNode(
      String node,
      List<String> more,
      Consumer<Told> listener,
      Consumer<Optional<ApiProblem>> problems) {
    this.node = node;
    this.more = Set.copyOf(more);
    this.listener = listener;
    this.problems = problems;
    this.store = newStore();
  }

  private TrimmedStore<NodeObject, Told> newStore() {
    return new TrimmedStore<>(
        NodeObject::new, this::read, _ -> 1, new Told(Set.of(), Optional.empty()), 1);
  }

  private Told read(NodeObject object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return new Told(
        Stream.concat(
                object.getStatus().getAllocatable().keySet().stream(),
                object.getStatus().getCapacity().keySet().stream())
            .filter(this::isRdma)
            .collect(Collectors.toUnmodifiableSet()),
        Optional.ofNullable(annotations).map(all -> all.get(TurnedOff.ANNOTATION)));
  }

  private boolean isRdma(String resource) {
    return resource.equals(EFA)
        || more.contains(resource)
        || PREFIXES.stream().anyMatch(resource::startsWith);
  }

  @Override
  public Wanted<NodeObject> wanted(Config config) {
    store = newStore();
    return new Wanted<>(
        WatchedKind.nodes("resources and annotations of this node"),
        NodeObject.class,
        client -> client.resources(NodeObject.class).withField("metadata.name", node).withLimit(1L),
        store);
  }

  @Override
  public void seen(Optional<ApiProblem> failure) {
    store.kept().forEach(listener);
    problems.accept(failure);
  }

  @Override
  public void failed(ApiProblem problem) {
    problems.accept(Optional.of(problem));
  }
}
