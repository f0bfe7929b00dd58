package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The RDMA resources that one node offers to pods. A resource counts by its name, also where none
 * of it is left: the kubelet keeps the name, with an amount of 0, when its devices fail or their
 * plugin goes. Of the watch's thread.
 */
final class NodeDevices implements KeptWatch.Subject<NodeObject> {

  private static final String EFA = "vpc.amazonaws.com/efa";
  private static final List<String> PREFIXES = List.of("rdma/", "networking.gke.io.networks/rdma-");

  private final String node;
  private final Set<String> more;
  private final Consumer<Set<String>> listener;
  private final Consumer<Optional<ApiProblem>> problems;
  private TrimmedStore<NodeObject, Set<String>> store;

  /**
   * Resources of a node.
   *
   * @param more names that stand for RDMA, beside those that are known
   * @param listener hears of the names, whenever they may have changed
   * @param problems hears why nothing newer is known, and when something is
   */
  NodeDevices(
      String node,
      List<String> more,
      Consumer<Set<String>> listener,
      Consumer<Optional<ApiProblem>> problems) {
    this.node = node;
    this.more = Set.copyOf(more);
    this.listener = listener;
    this.problems = problems;
    this.store = newStore();
  }

  private TrimmedStore<NodeObject, Set<String>> newStore() {
    return new TrimmedStore<>(NodeObject::new, this::read, _ -> 1, Set.of(), 1);
  }

  private Set<String> read(NodeObject object) {
    return Stream.concat(
            object.getStatus().getAllocatable().keySet().stream(),
            object.getStatus().getCapacity().keySet().stream())
        .filter(this::isRdma)
        .collect(Collectors.toUnmodifiableSet());
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
        WatchedKind.nodes("resources of this node"),
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
