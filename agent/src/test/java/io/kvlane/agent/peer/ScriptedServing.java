package io.kvlane.agent.peer;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.discovery.ConfiguredPeers;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.NodeBudget;
import io.kvlane.agent.transfer.ScriptedProbe;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.probes.process.ProbeSlot;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What serves behind a control port: a probe process that moves nothing, and the node's lock. */
final class ScriptedServing implements AutoCloseable {

  final ProbeSlot responder =
      new ProbeSlot(
          "responder", ScriptedProbe.launch(Script.NOTHING), ControlPort.ENOUGH, Nodes.CLOCK);
  final NodeLock lock;
  private final Path directory;

  ScriptedServing(Path directory) throws Exception {
    this.directory = directory;
    this.lock = NodeLock.in(StateDirectory.open(directory));
  }

  Settings settings(ControlSettings control) {
    return Nodes.settings(directory, control);
  }

  PeerSessions sessions(Settings settings) {
    return new PeerSessions(
        responder,
        lock,
        new NodeBudget(ByteBudget.full(16 << 20, Duration.ofMinutes(1), System.nanoTime())),
        new PeerMeetings(new ConfiguredPeers(settings, Nodes.CLOCK), "node-1"),
        Nodes.node(),
        settings,
        Nodes.CLOCK);
  }

  /** Waits until nobody holds the node's lock. */
  void awaitLockIsFree() {
    ControlPort.until("the lock is free", this::lockIsFree);
  }

  private boolean lockIsFree() {
    try {
      Optional<FileLock> held = lock.tryAcquire();
      if (held.isPresent()) {
        held.get().release();
      }
      return held.isPresent();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    responder.close();
    lock.close();
  }
}
