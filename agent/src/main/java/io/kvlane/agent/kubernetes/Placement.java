package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.kubelet.PodName;
import io.kvlane.agent.kubelet.PodResources;
import io.kvlane.agent.node.NodeState;
import io.kvlane.core.peer.InterestGroup;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.workload.AssignedDevices;
import io.kvlane.core.workload.WorkerPod;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for worker pods: those of this node with the devices that the kubelet gave them, those of
 * the cluster for the pairs of interest, what this node offers to pods, and whether its annotation
 * turns transfers off. While Kubernetes or the kubelet does not answer, what is known stays, and
 * its notes say since when and why.
 *
 * <p>All work is done on one thread, which the watches share.
 */
public final class Placement implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Placement.class);
  private static final String THREAD = "kvlane-kubernetes";
  private static final Duration TURN = Duration.ofSeconds(5);

  /** Devices stay with a container as long as it lives, and pods that come are heard of. */
  private static final Duration ASK_KUBELET = Duration.ofMinutes(3);

  private final NodeState state;
  private final PodResources kubelet;
  private final Vertx vertx;
  private final Clock clock;
  private final Duration turn;
  private final Consumer<List<InterestGroup>> pairs;
  private final ProblemLog problems =
      new ProblemLog(LOG::warn, () -> LOG.info("Kubernetes tells of pods again"));
  private final KeptWatch<WholePod> pods;
  private final List<KeptWatch<?>> others = new ArrayList<>();
  private final List<ClusterWorkers> cluster = new ArrayList<>();

  // Of the watches' thread.
  private final InterestKeeper interest = new InterestKeeper();
  private final Set<ClusterWorkers> heardOf = new HashSet<>();
  private final Map<String, List<AssignedDevices>> devicesByUid = new HashMap<>();
  private List<WorkerPod> workers = List.of();
  private Optional<ApiProblem> failure = Optional.of(ApiProblem.notYet());
  private Optional<ApiProblem> wrong = Optional.empty();
  private Instant heardAt;
  private Optional<Instant> askedAt = Optional.empty();
  private boolean isToBeAsked = true;
  private String kubeletProblem = "";
  private @Nullable Long timer;

  /**
   * What is learned.
   *
   * @param pairs takes the groups of interest, whenever they change
   * @param offered takes the names of the RDMA resources that this node offers
   */
  public record Findings(Consumer<List<InterestGroup>> pairs, Consumer<Set<String>> offered) {}

  /** Placement of a node; nothing happens before {@link #start}. */
  public Placement(
      Settings settings, NodeState state, Findings findings, Vertx vertx, Clock clock) {
    this(
        settings,
        state,
        findings,
        vertx,
        clock,
        ApiAccess::ofThisProcess,
        new Pace(TURN, KeptWatch.RENEWAL));
  }

  /**
   * How often things are done.
   *
   * @param turn time between two turns
   * @param renewal time between two looks whether a client must be made anew
   */
  record Pace(Duration turn, Duration renewal) {}

  /**
   * @param access says where Kubernetes is, and how long to wait between tries
   */
  Placement(
      Settings settings,
      NodeState state,
      Findings findings,
      Vertx vertx,
      Clock clock,
      Supplier<Config> access,
      Pace pace) {
    this.state = state;
    this.kubelet = new PodResources(settings.kubernetes().podResourcesSocket());
    this.vertx = vertx;
    this.clock = clock;
    this.turn = pace.turn();
    this.pairs = findings.pairs();
    this.heardAt = clock.instant();
    TransfersAnnotation annotation = new TransfersAnnotation(state.transfers(), LOG::warn);
    RoledPods roles = new RoledPods(settings.kubernetes());
    this.pods =
        new KeptWatch<>(
            new NodePods(settings.nodeName(), roles, new OfThisNode()),
            THREAD,
            vertx,
            access,
            pace.renewal());
    others.add(
        new KeptWatch<>(
            new OwnNode(
                settings.nodeName(),
                settings.kubernetes().rdmaResources(),
                told -> {
                  findings.offered().accept(told.rdmaResources());
                  annotation.read(told.transfers());
                },
                this::noteOwnNode),
            THREAD,
            vertx,
            access,
            pace.renewal()));
    if (settings.kubernetes().findsPairs() && settings.control().credentials().isPresent()) {
      for (String selector : roles.selectors()) {
        ClusterWorkers found =
            new ClusterWorkers(selector, roles, ClusterWorkers.MOST_WORKERS, new OfTheCluster());
        cluster.add(found);
        others.add(new KeptWatch<>(found, THREAD, vertx, access, pace.renewal()));
      }
    }
  }

  /** Begins to look, and returns before anything was found. Call it once. */
  public void start() {
    state.transfers().awaitWord();
    pods.start();
    others.forEach(KeptWatch::start);
    pods.run(() -> timer = vertx.setPeriodic(turn.toMillis(), _ -> pods.run(this::turn)));
  }

  private void noteOwnNode(Optional<ApiProblem> problem) {
    problems.note(OwnNode.class, problem);
    if (problem.filter(known -> known.kind() == ApiProblem.Kind.NOT_YET).isEmpty()) {
      state.transfers().wordCame();
    }
  }

  private void turn() {
    Instant now = clock.instant();
    if (failure.isEmpty()) {
      heardAt = now;
    }
    settlePairs(now);
    if (isToBeAsked || askedAt.map(at -> !at.plus(ASK_KUBELET).isAfter(now)).orElse(true)) {
      askKubelet(now);
    }
    publish();
  }

  private void settlePairs(Instant now) {
    // Groups of some of the selectors would be others than those of all.
    if (!cluster.isEmpty() && heardOf.size() == cluster.size()) {
      interest.see(
          PlacedWorker.groups(cluster.stream().flatMap(found -> found.workers().stream()).toList()),
          now);
      if (interest.settle(now)) {
        pairs.accept(interest.inForce());
      }
    }
  }

  private void askKubelet(Instant now) {
    isToBeAsked = false;
    askedAt = Optional.of(now);
    long start = System.nanoTime();
    ProbeResult<Map<PodName, List<AssignedDevices>>> answer;
    try {
      answer = kubelet.list();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (answer instanceof ProbeResult.Observed<Map<PodName, List<AssignedDevices>>>(var given)) {
      for (WorkerPod pod : workers) {
        List<AssignedDevices> devices = given.get(name(pod));
        if (devices != null) {
          devicesByUid.put(pod.uid(), devices);
        }
      }
    }
    logKubelet(
        answer instanceof ProbeResult.NotPresent<?> absent
            ? Optional.of(absent.reason() + ": " + absent.fix())
            : answer.problem());
    Look<Integer> look = new Look<>(counted(answer), now, took);
    state.works(known -> known.assigned(withDevices(), look));
  }

  private static PodName name(WorkerPod pod) {
    return new PodName(pod.spec().object().namespace().orElse(""), pod.spec().object().name());
  }

  private static ProbeResult<Integer> counted(
      ProbeResult<Map<PodName, List<AssignedDevices>>> answer) {
    return switch (answer) {
      case ProbeResult.Observed<Map<PodName, List<AssignedDevices>>>(var given) ->
          new ProbeResult.Observed<>(given.values().stream().mapToInt(List::size).sum());
      case ProbeResult.NotPresent<?> absent ->
          new ProbeResult.NotPresent<>(absent.reason(), absent.fix());
      case ProbeResult.Failed<?> failed -> new ProbeResult.Failed<>(failed.reason());
      case ProbeResult.TimedOut<?> late -> new ProbeResult.TimedOut<>(late.reason());
    };
  }

  private void logKubelet(Optional<String> problem) {
    if (!problem.orElse("").equals(kubeletProblem)) {
      kubeletProblem = problem.orElse("");
      problem.ifPresentOrElse(
          LOG::warn, () -> LOG.info("the kubelet tells which devices it gave to pods"));
    }
  }

  private List<WorkerPod> withDevices() {
    return workers.stream()
        .map(pod ->
            new WorkerPod(
                pod.uid(),
                pod.spec(),
                pod.phase(),
                pod.terminating(),
                Optional.ofNullable(devicesByUid.get(pod.uid()))))
        .toList();
  }

  private void publish() {
    if (failure.filter(problem -> problem.kind() == ApiProblem.Kind.NOT_YET).isPresent()) {
      return;
    }
    Look<Integer> look =
        new Look<>(
            failure
                .or(() -> wrong)
                .<ProbeResult<Integer>>map(problem -> new ProbeResult.Failed<>(problem.text()))
                .orElseGet(() -> new ProbeResult.Observed<>(workers.size())),
            heardAt,
            Duration.ZERO);
    List<WorkerPod> now = withDevices();
    state.works(known -> known.with(now, look));
  }

  @Override
  public void close() {
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
    others.forEach(KeptWatch::close);
    pods.close();
  }

  private final class OfThisNode implements NodePods.Listener {

    @Override
    public void pods(
        List<WorkerPod> now, Optional<ApiProblem> tooMany, Optional<ApiProblem> problem) {
      isToBeAsked |= !now.equals(workers);
      workers = now;
      devicesByUid.keySet().retainAll(now.stream().map(WorkerPod::uid).toList());
      wrong = tooMany;
      become(problem);
    }

    @Override
    public void podsUnknown(ApiProblem problem) {
      become(Optional.of(problem));
    }

    private void become(Optional<ApiProblem> problem) {
      if (problem.isEmpty() || failure.isEmpty()) {
        heardAt = clock.instant();
      }
      failure = problem;
      problems.note(NodePods.class, failure.or(() -> wrong));
      publish();
    }
  }

  private final class OfTheCluster implements ClusterWorkers.Listener {

    @Override
    public void workers(
        ClusterWorkers of, Optional<ApiProblem> tooMany, Optional<ApiProblem> problem) {
      heardOf.add(of);
      problems.note(of.selector(), problem.or(() -> tooMany));
    }

    @Override
    public void workersUnknown(ClusterWorkers of, ApiProblem problem) {
      problems.note(of.selector(), Optional.of(problem));
    }
  }
}
