package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.kvlane.core.workload.WorkerPod;
import io.kvlane.core.workload.WorkerSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The worker pods of one node. Of other pods only names are remembered. Of the watch's thread. */
final class NodePods implements KeptWatch.Subject<WholePod> {

  /** Pods in an answer: up to about 20 kB each. */
  private static final long PODS_IN_AN_ANSWER = 20;

  /** Workers hold whole GPUs, of which a node has 16 at most; those that ended are pods, too. */
  private static final int MOST_WORKERS = 128;

  private static final Comparator<WorkerPod> BY_NAME =
      Comparator.comparing(pod -> pod.spec().object().text());

  private final String node;
  private final RoledPods reader;
  private final Listener listener;
  private TrimmedStore<WholePod, Optional<WorkerPod>> store;

  /** Hears of the pods, on the watch's thread. */
  interface Listener {

    /**
     * These are the node's worker pods, by name.
     *
     * @param wrong why not all are told of
     * @param failure why there may be others by now
     */
    void pods(List<WorkerPod> pods, Optional<ApiProblem> wrong, Optional<ApiProblem> failure);

    /** Nothing newer is heard for now. */
    void podsUnknown(ApiProblem problem);
  }

  NodePods(String node, RoledPods reader, Listener listener) {
    this.node = node;
    this.reader = reader;
    this.listener = listener;
    this.store = newStore();
  }

  private TrimmedStore<WholePod, Optional<WorkerPod>> newStore() {
    return new TrimmedStore<>(
        WholePod::new, this::read, pod -> pod.isPresent() ? 1 : 0, Optional.empty(), MOST_WORKERS);
  }

  private Optional<WorkerPod> read(WholePod pod) {
    Optional<WorkerSpec> spec = reader.read(pod.manifest());
    return spec.map(worker ->
        new WorkerPod(
            pod.getMetadata().getUid(),
            worker,
            pod.phase(),
            pod.getMetadata().getDeletionTimestamp() != null,
            Optional.empty()));
  }

  @Override
  public Wanted<WholePod> wanted(Config config) {
    store = newStore();
    return new Wanted<>(
        WatchedKind.pods("pods"),
        WholePod.class,
        client ->
            client
                .resources(WholePod.class)
                .inAnyNamespace()
                .withField("spec.nodeName", node)
                .withLimit(PODS_IN_AN_ANSWER),
        store);
  }

  @Override
  public void seen(Optional<ApiProblem> failure) {
    listener.pods(
        store.kept().stream().flatMap(Optional::stream).sorted(BY_NAME).toList(),
        store.isWhole() ? Optional.empty() : Optional.of(tooMany()),
        failure);
  }

  private static ApiProblem tooMany() {
    return new ApiProblem(
        ApiProblem.Kind.TOO_MANY,
        "this node has more than "
            + MOST_WORKERS
            + " worker pods: the others are left out; check that kvlane.kubernetes.prefill-selector"
            + " and kvlane.kubernetes.decode-selector select workers only");
  }

  @Override
  public void failed(ApiProblem problem) {
    listener.podsUnknown(problem);
  }
}
