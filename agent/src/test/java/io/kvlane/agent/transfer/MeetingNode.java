package io.kvlane.agent.transfer;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.discovery.ConfiguredPeers;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.peer.PeerEnds;
import io.kvlane.agent.peer.PeerMeetings;
import io.kvlane.agent.peer.PeerServer;
import io.kvlane.agent.peer.PeerSessions;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.state.ExpectationStore;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.TransferRunner.RunLimits;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.process.ProbeSlot;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * All of an agent that meets others, in this process and with a clock that is passed in: its own
 * schedule, control channel, lock, budget, state and probe processes.
 */
final class MeetingNode implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ProbeSlot initiator;
  private final ProbeSlot responder;
  private final NodeLock lock;
  private final NodeState state = Nodes.node();
  private final PeerMeetings meetings;
  private final PeerServer server;
  private final MeetingTurn turn;

  /**
   * A node that listens.
   *
   * @param self its name and where it listens
   * @param others the other nodes
   * @param directory for its state
   * @param certificates directory that holds them
   * @param sessions told of each session that this node opens
   */
  MeetingNode(
      Peer self,
      List<Peer> others,
      Path directory,
      Path certificates,
      ProbeLaunch launch,
      Sessions sessions,
      Vertx vertx,
      Clock clock)
      throws Exception {
    Settings settings = settings(self, others, directory, certificates);
    StateDirectory stateDirectory = StateDirectory.open(settings.stateDirectory());
    NodeBudget budget =
        new NodeBudget(ByteBudget.full(1L << 40, Duration.ofMinutes(1), System.nanoTime()));
    this.initiator = new ProbeSlot("initiator", launch, PATIENCE, clock);
    this.responder = new ProbeSlot("responder", launch, PATIENCE, clock);
    this.lock = NodeLock.in(stateDirectory);
    this.meetings = new PeerMeetings(new ConfiguredPeers(settings, clock), self.name());
    this.server =
        new PeerServer(
            settings,
            new PeerSessions(responder, lock, budget, meetings, state, settings, clock),
            vertx);
    TransferRunner runner =
        new TransferRunner(
            initiator,
            new LocalEnds(responder, PATIENCE),
            sessions.of(self.name(), PeerEnds.scheduled(settings, meetings, state, vertx, clock)),
            UcxIntents.of(Map.of()),
            new CounterWatch(new HostRoot(directory)),
            RunGpus.none(clock),
            new RunLimits(64 << 10, Duration.ofMillis(250), PATIENCE),
            clock,
            new SecureRandom());
    Pulse pulse = new Pulse();
    RunMaker maker =
        new RunMaker(
            runner,
            new LiveTraffic(
                new InfinibandClassReader(new HostRoot(directory)),
                Nodes.settings(directory).liveTraffic(),
                Nodes.NOW),
            new EngineInspector(initiator, PATIENCE, clock),
            new LearningExpectation(
                Optional.empty(), new ExpectationStore(stateDirectory, Optional.empty())),
            state,
            lock,
            budget,
            new SecureRandom(),
            pulse,
            clock);
    this.turn =
        new MeetingTurn(
            meetings, Nodes.SMALL, _ -> 64 << 10, () -> false, maker, state, pulse, clock);
    server.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static Settings settings(
      Peer self, List<Peer> others, Path directory, Path certificates) {
    return Nodes.settings(
            directory,
            new ControlSettings(
                self.host(),
                self.port(),
                Optional.of(
                    new ControlSettings.Credentials(
                        certificates.resolve("agent.crt"),
                        certificates.resolve("agent.key"),
                        certificates.resolve("ca.crt"))),
                others),
            PATIENCE,
            PATIENCE)
        .named(self.name());
  }

  /** Begins and ends the meeting that it is time for, if this node begins one. */
  void meet() throws InterruptedException, IOException {
    turn.take();
  }

  PeerMeetings meetings() {
    return meetings;
  }

  NodeState state() {
    return state;
  }

  @Override
  public void close() throws IOException {
    server.close();
    initiator.close();
    responder.close();
    lock.close();
  }
}
