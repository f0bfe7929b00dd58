package io.kvlane.agent.discovery;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import io.kvlane.agent.config.PeerSettings.ServiceName;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.kubernetes.ApiProblem;
import io.kvlane.agent.kubernetes.KeptWatch;
import io.kvlane.agent.kubernetes.Wanted;
import io.kvlane.agent.kubernetes.WatchedKind;
import java.util.Optional;

/** The EndpointSlices of a Service, and what they mean for the nodes. Of the watch's thread. */
final class ServiceEndpoints implements KeptWatch.Subject<EndpointSlice> {

  /** By which Kubernetes says which Service a slice belongs to. */
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  /**
   * Slices in an answer: with up to 100 endpoints each, about 1 MB of JSON. A cluster of 10,000
   * nodes would else be read at once, in ten times the memory that the agent has to spare.
   */
  private static final long SLICES_IN_AN_ANSWER = 20;

  private final ServiceName service;
  private final Settings settings;
  private final ServicePeers peers;
  private ServiceId id;
  private SliceStore store;

  ServiceEndpoints(ServiceName service, Settings settings, ServicePeers peers) {
    this.service = service;
    this.settings = settings;
    this.peers = peers;
    this.id = new ServiceId("", service.name());
    this.store = newStore();
  }

  private SliceStore newStore() {
    return new SliceStore(new SliceReader(settings.control().port()));
  }

  @Override
  public Optional<ApiProblem> objection(Config config) {
    return namespace(config).isPresent()
        ? Optional.empty()
        : Optional.of(ServiceProblems.noNamespace());
  }

  private Optional<String> namespace(Config config) {
    return service.namespace().or(() -> Optional.ofNullable(config.getNamespace()));
  }

  @Override
  public Wanted<EndpointSlice> wanted(Config config) {
    id = new ServiceId(namespace(config).orElseThrow(), service.name());
    store = newStore();
    return new Wanted<>(
        kind(id),
        EndpointSlice.class,
        client ->
            client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(id.namespace())
                .withLabel(SERVICE_LABEL, id.name())
                .withLimit(SLICES_IN_AN_ANSWER),
        store);
  }

  /** What is watched, in words. */
  static WatchedKind kind(ServiceId service) {
    return new WatchedKind(
        "discovery.k8s.io",
        "v1",
        "endpointslices",
        Optional.of(service.namespace()),
        "nodes",
        "it must be 1.21 or newer; else list the nodes in kvlane.peers");
  }

  @Override
  public void seen(Optional<ApiProblem> failure) {
    Membership membership =
        Membership.of(store.endpoints(), settings.nodeName(), Membership.MOST_NODES);
    peers.found(membership, wrongWith(membership), failure);
  }

  private Optional<ApiProblem> wrongWith(Membership membership) {
    if (membership.leftOut() > 0 || !store.isWhole()) {
      return Optional.of(ServiceProblems.tooMany(id, Membership.MOST_NODES));
    }
    if (membership.isListed()) {
      return Optional.empty();
    }
    return Optional.of(
        membership.peers().isEmpty()
            ? ServiceProblems.noEndpoints(id)
            : ServiceProblems.notListed(settings.nodeName(), id));
  }

  @Override
  public void failed(ApiProblem problem) {
    peers.failed(problem);
  }
}
