package io.kvlane.agent.discovery;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.PeerSettings.ServiceName;
import io.kvlane.agent.config.Settings;
import io.kvlane.core.peer.ClusterReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The nodes on which a Service of Kubernetes has endpoints, and this one.
 *
 * <p>While Kubernetes does not answer, or refuses to, everything known is kept, and the report says
 * since when and why. It is asked again after 1 to 2 seconds at first, and after up to about a
 * minute later on; each agent at a pace of its own, so that they do not come all at once.
 *
 * <p>All work is done on one thread of its own; what readers see is replaced as a whole.
 */
public final class ServicePeers implements PeerDirectory {

  private static final Logger LOG = Logger.getLogger(ServicePeers.class);

  /** How often to look whether the client must be made anew. */
  private static final Duration RENEWAL = Duration.ofMinutes(1);

  private static final int SHORTEST_WAIT_MILLIS = 1000;

  private final ServiceName service;
  private final Settings settings;
  private final Vertx vertx;
  private final Clock clock;
  private final Supplier<Config> configuration;
  private final Duration renewal;
  private final WorkerExecutor worker;

  private volatile DirectoryState state;
  private volatile boolean isClosed;

  // Of the worker's thread.
  private @Nullable ServiceSession session;
  private @Nullable Long timer;

  /** The nodes of a Service of the Kubernetes that this process finds by itself. */
  public ServicePeers(ServiceName service, Settings settings, Vertx vertx, Clock clock) {
    this(service, settings, vertx, clock, ServicePeers::configuration, RENEWAL);
  }

  /**
   * @param configuration says where Kubernetes is, and how long to wait between tries
   * @param renewal how often to look whether the client must be made anew
   */
  ServicePeers(
      ServiceName service,
      Settings settings,
      Vertx vertx,
      Clock clock,
      Supplier<Config> configuration,
      Duration renewal) {
    this.service = service;
    this.settings = settings;
    this.vertx = vertx;
    this.clock = clock;
    this.configuration = configuration;
    this.renewal = renewal;
    this.worker = vertx.createSharedWorkerExecutor("kvlane-discovery", 1);
    this.state = DirectoryState.initial(settings.nodeName(), settings.peer(), clock.instant());
  }

  /**
   * From the service account's files or a kubeconfig. A request that fails is made once more, and
   * lists and watches that fail are begun anew with growing pauses; both start from the same wait,
   * which differs from agent to agent.
   */
  private static Config configuration() {
    int wait = ThreadLocalRandom.current().nextInt(SHORTEST_WAIT_MILLIS, 2 * SHORTEST_WAIT_MILLIS);
    return new ConfigBuilder()
        .withUserAgent("kvlane")
        .withWatchReconnectInterval(wait)
        .withRequestRetryBackoffInterval(wait)
        .withRequestRetryBackoffLimit(1)
        .build();
  }

  @Override
  public void start() {
    run(() -> {
      timer = vertx.setPeriodic(renewal.toMillis(), _ -> run(this::renew));
      connect();
    });
  }

  @Override
  public ClusterReport report() {
    return state.report(clock.instant());
  }

  @Override
  public Optional<Peer> address(String node) {
    return Optional.ofNullable(state.membership().peers().get(node));
  }

  /** Has something done on the worker's thread, after what it was given before. */
  void run(Runnable task) {
    if (!isClosed) {
      submit(task);
    }
  }

  private Future<Object> submit(Runnable task) {
    return worker
        .executeBlocking(() -> {
          task.run();
          return new Object();
        })
        .onFailure(e -> LOG.errorf(e, "looking for nodes in Kubernetes failed"));
  }

  private void connect() {
    try {
      Config config = configuration.get();
      Optional<String> namespace =
          service.namespace().or(() -> Optional.ofNullable(config.getNamespace()));
      if (namespace.isEmpty()) {
        failed(DirectoryProblem.noNamespace());
        return;
      }
      ServiceId id = new ServiceId(namespace.get(), service.name());
      session = new ServiceSession(id, settings, this);
      session.open(config, vertx);
    } catch (RuntimeException e) {
      disconnect();
      failed(DirectoryProblem.noClient(e));
    }
  }

  private void renew() {
    if (state.unreachable().filter(problem -> problem.kind().needsAnotherClient()).isPresent()) {
      disconnect();
      connect();
    }
  }

  private void disconnect() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /** What is known now; for the worker's thread. */
  DirectoryState state() {
    return state;
  }

  /** Keeps what is known, and why nothing newer is; for the worker's thread. */
  void failed(DirectoryProblem problem) {
    become(state.failed(problem, clock.instant()));
  }

  /** Takes other nodes; for the worker's thread. */
  void found(
      Membership membership, Optional<DirectoryProblem> wrong, Optional<DirectoryProblem> failure) {
    become(state.found(membership, wrong, failure, settings.peer(), clock.instant()));
  }

  /** Logs a problem when it comes and when it goes, not while it lasts. */
  private void become(DirectoryState next) {
    Optional<DirectoryProblem.Kind> before = state.problem().map(DirectoryProblem::kind);
    state = next;
    if (!next.problem().map(DirectoryProblem::kind).equals(before)) {
      next.problem()
          .ifPresentOrElse(
              problem -> LOG.warn(problem.text()),
              () ->
                  LOG.infof(
                      "Kubernetes says that %d nodes have an agent", next.view().nodes().size()));
    }
  }

  @Override
  public void close() {
    isClosed = true;
    submit(
            () -> {
              if (timer != null) {
                vertx.cancelTimer(timer);
              }
              disconnect();
            })
        .onComplete(_ -> worker.close());
  }
}
