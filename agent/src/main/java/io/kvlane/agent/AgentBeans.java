package io.kvlane.agent;

import io.kvlane.agent.config.Settings;
import io.kvlane.agent.discovery.PeerDirectories;
import io.kvlane.agent.discovery.PeerDirectory;
import io.kvlane.agent.discovery.PlacedPeers;
import io.kvlane.agent.inspect.Inspection;
import io.kvlane.agent.inspect.MachineInspection;
import io.kvlane.agent.kubernetes.report.KubernetesReports;
import io.kvlane.agent.kubernetes.report.ReportClient;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.peer.PeerEnds;
import io.kvlane.agent.peer.PeerMeetings;
import io.kvlane.agent.peer.PeerServer;
import io.kvlane.agent.peer.PeerSessions;
import io.kvlane.agent.placement.FoundPlacement;
import io.kvlane.agent.placement.WorkerSource;
import io.kvlane.agent.state.ConditionStore;
import io.kvlane.agent.state.DeviceMemory;
import io.kvlane.agent.state.DeviceStore;
import io.kvlane.agent.state.ExpectationStore;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.transfer.Meetings;
import io.kvlane.agent.transfer.NoPeers;
import io.kvlane.agent.transfer.Transfers;
import io.kvlane.probes.host.HostRoot;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** The beans of the agent, made of what the command line has checked. */
@Singleton
final class AgentBeans {

  @Produces
  @Singleton
  FoundPlacement found() {
    return new FoundPlacement();
  }

  @Produces
  @Singleton
  PeerDirectory directory(FoundPlacement found, Vertx vertx) {
    return new PlacedPeers(
        PeerDirectories.of(AgentContext.get().settings(), vertx, Clock.systemUTC()), found::pairs);
  }

  @Produces
  @Singleton
  WorkerSource workers(FoundPlacement found, NodeState state, Vertx vertx) {
    return WorkerSource.of(AgentContext.get().settings(), found, state, vertx, Clock.systemUTC());
  }

  @Produces
  @Singleton
  PeerMeetings meetings(PeerDirectory directory) {
    return new PeerMeetings(directory, AgentContext.get().settings().nodeName());
  }

  @Produces
  @Singleton
  Transfers transfers(PeerMeetings meetings, FoundPlacement found, Vertx vertx) {
    AgentContext context = AgentContext.get();
    Settings settings = context.settings();
    boolean alone = settings.control().credentials().isEmpty();
    Clock clock = Clock.systemUTC();
    ExpectationStore store = new ExpectationStore(context.state(), machineId(settings));
    return new Transfers(
        settings,
        context.launch(),
        new LearningExpectation(settings.expectedPath(), found::expectedPath, store),
        context.lock(),
        alone ? Meetings.NONE : meetings,
        state ->
            alone ? new NoPeers() : PeerEnds.scheduled(settings, meetings, state, vertx, clock),
        context.build(),
        clock);
  }

  @Produces
  @Singleton
  PeerServer peers(Transfers transfers, PeerMeetings meetings, Vertx vertx) {
    AgentContext context = AgentContext.get();
    PeerSessions sessions =
        new PeerSessions(
            transfers.responder(),
            context.lock(),
            transfers.budget(),
            meetings,
            transfers.state(),
            context.settings(),
            Clock.systemUTC());
    PeerServer server = new PeerServer(context.settings(), sessions, vertx);
    transfers.state().controls(server::report);
    return server;
  }

  @Produces
  @Singleton
  NodeState state(Transfers transfers) {
    return transfers.state();
  }

  @Produces
  @Singleton
  Inspection inspection(NodeState state) {
    AgentContext context = AgentContext.get();
    Settings settings = context.settings();
    return new Inspection(
        settings.hostRoot(),
        new DeviceMemory(new DeviceStore(context.state(), machineId(settings))),
        state,
        Clock.systemUTC());
  }

  @Produces
  @Singleton
  MachineInspection machineInspection(Transfers transfers) {
    return new MachineInspection(
        AgentContext.get().settings().hostRoot(),
        transfers.inspector(),
        transfers.state(),
        Clock.systemUTC());
  }

  @Produces
  @Singleton
  KubernetesReports reports(NodeState state, Vertx vertx) {
    AgentContext context = AgentContext.get();
    return new KubernetesReports(
        context.settings(),
        new ConditionStore(context.state(), machineId(context.settings())),
        new ReportClient(vertx),
        state,
        (namespace, name) -> state.observed().workers().uid(namespace, name),
        Clock.systemUTC());
  }

  private static Optional<String> machineId(Settings settings) {
    return new HostRoot(settings.hostRoot()).machineId();
  }
}
