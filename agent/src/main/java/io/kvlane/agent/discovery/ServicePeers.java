package io.kvlane.agent.discovery;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.PeerSettings.ServiceName;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.kubernetes.ApiAccess;
import io.kvlane.agent.kubernetes.ApiProblem;
import io.kvlane.agent.kubernetes.KeptWatch;
import io.kvlane.core.peer.ClusterReport;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The nodes on which a Service of Kubernetes has endpoints, and this one.
 *
 * <p>While Kubernetes does not answer, or refuses to, everything known is kept, and the report says
 * since when and why.
 *
 * <p>All work is done on the watch's thread; what readers see is replaced as a whole.
 */
public final class ServicePeers implements PeerDirectory {

  private static final Logger LOG = Logger.getLogger(ServicePeers.class);

  private final Settings settings;
  private final Clock clock;
  private final KeptWatch<EndpointSlice> watch;

  private volatile DirectoryState state;

  /** The nodes of a Service of the Kubernetes that this process finds by itself. */
  public ServicePeers(ServiceName service, Settings settings, Vertx vertx, Clock clock) {
    this(service, settings, vertx, clock, ApiAccess::ofThisProcess, KeptWatch.RENEWAL);
  }

  /**
   * @param access says where Kubernetes is, and how long to wait between tries
   * @param renewal how often to look whether the client must be made anew
   */
  ServicePeers(
      ServiceName service,
      Settings settings,
      Vertx vertx,
      Clock clock,
      Supplier<Config> access,
      Duration renewal) {
    this.settings = settings;
    this.clock = clock;
    this.state = DirectoryState.initial(settings.nodeName(), settings.peer(), clock.instant());
    this.watch =
        new KeptWatch<>(
            new ServiceEndpoints(service, settings, this),
            "kvlane-discovery",
            vertx,
            access,
            renewal);
  }

  @Override
  public void start() {
    watch.start();
  }

  @Override
  public ClusterReport report() {
    return state.report(clock.instant());
  }

  @Override
  public Optional<Peer> address(String node) {
    return Optional.ofNullable(state.membership().peers().get(node));
  }

  /** Keeps what is known, and why nothing newer is; for the watch's thread. */
  void failed(ApiProblem problem) {
    become(state.failed(problem, clock.instant()));
  }

  /** Takes other nodes; for the watch's thread. */
  void found(Membership membership, Optional<ApiProblem> wrong, Optional<ApiProblem> failure) {
    become(state.found(membership, wrong, failure, settings.peer(), clock.instant()));
  }

  /** Logs a problem when it comes and when it goes, not while it lasts. */
  private void become(DirectoryState next) {
    Optional<ApiProblem.Kind> before = state.problem().map(ApiProblem::kind);
    state = next;
    if (!next.problem().map(ApiProblem::kind).equals(before)) {
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
    watch.close();
  }
}
