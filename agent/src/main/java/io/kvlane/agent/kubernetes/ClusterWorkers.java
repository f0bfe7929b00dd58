package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.Config;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The worker pods of the cluster that one label selector finds. Of the watch's thread. */
final class ClusterWorkers implements KeptWatch.Subject<PlacedPod> {

  /** Pods in an answer: up to about 20 kB each, of which little is kept. */
  private static final long PODS_IN_AN_ANSWER = 50;

  /** What the agent has memory for: about 400 bytes each. */
  static final int MOST_WORKERS = 20_000;

  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final String selector;
  private final RoledPods roles;
  private final int most;
  private final Listener listener;
  private TrimmedStore<PlacedPod, Optional<PlacedWorker>> store;

  /** Hears of the workers, on the watch's thread. */
  interface Listener {

    /**
     * A selector's workers may be others now.
     *
     * @param of the selector's
     * @param wrong why they are none
     * @param failure why there may be others by now
     */
    void workers(ClusterWorkers of, Optional<ApiProblem> wrong, Optional<ApiProblem> failure);

    /** Nothing newer is heard for now. */
    void workersUnknown(ClusterWorkers of, ApiProblem problem);
  }

  /**
   * Workers that a selector finds.
   *
   * @param most how many; when there are more none are told of, since each agent would leave out
   *     others
   */
  ClusterWorkers(String selector, RoledPods roles, int most, Listener listener) {
    this.selector = selector;
    this.roles = roles;
    this.most = most;
    this.listener = listener;
    this.store = newStore();
  }

  private TrimmedStore<PlacedPod, Optional<PlacedWorker>> newStore() {
    return new TrimmedStore<>(
        PlacedPod::new, this::read, pod -> pod.isPresent() ? 1 : 0, Optional.empty(), most);
  }

  private Optional<PlacedWorker> read(PlacedPod pod) {
    ObjectMeta metadata = pod.getMetadata();
    String node = pod.getSpec().getNodeName();
    String phase = pod.getStatus().getPhase();
    if (node == null || node.isEmpty() || (phase != null && ENDED.contains(phase))) {
      return Optional.empty();
    }
    return roles
        .read(Optional.ofNullable(metadata.getLabels()).orElse(Map.of()))
        .map(worker ->
            new PlacedWorker(
                (metadata.getNamespace() + "/" + worker.deployment().orElse("")).intern(),
                worker.role().orElseThrow(),
                node.intern()));
  }

  /** The selector. */
  String selector() {
    return selector;
  }

  /** The workers, none when there are too many. */
  List<PlacedWorker> workers() {
    return store.isWhole() ? store.kept().stream().flatMap(Optional::stream).toList() : List.of();
  }

  @Override
  public Wanted<PlacedPod> wanted(Config config) {
    store = newStore();
    return new Wanted<>(
        WatchedKind.pods("workers of other nodes"),
        PlacedPod.class,
        client ->
            client
                .resources(PlacedPod.class)
                .inAnyNamespace()
                .withLabelSelector(selector)
                .withLimit(PODS_IN_AN_ANSWER),
        store);
  }

  @Override
  public void seen(Optional<ApiProblem> failure) {
    listener.workers(this, store.isWhole() ? Optional.empty() : Optional.of(tooMany()), failure);
  }

  private ApiProblem tooMany() {
    return new ApiProblem(
        ApiProblem.Kind.TOO_MANY,
        "more than "
            + most
            + " pods have the labels "
            + selector
            + ": none of them counts; set kvlane.peer.interest, and"
            + " kvlane.kubernetes.pairs-of-interest to false");
  }

  @Override
  public void failed(ApiProblem problem) {
    listener.workersUnknown(this, problem);
  }
}
