package io.kvlane.agent.check;

import io.kvlane.agent.config.Settings;
import io.kvlane.agent.inspect.Inspection;
import io.kvlane.agent.inspect.MachineInspection;
import io.kvlane.agent.state.DeviceMemory;
import io.kvlane.agent.state.DeviceStore;
import io.kvlane.agent.state.ExpectationStore;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.Meetings;
import io.kvlane.agent.transfer.NoPeers;
import io.kvlane.agent.transfer.Transfers;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.process.ProbeLaunch;
import java.time.Clock;
import java.util.Optional;

/**
 * Checks the machine that it runs on, as the agent would: the same looks, one round of transfers
 * inside the node, the same memory of what the node has shown.
 *
 * @param settings the configuration; its peers are left alone
 * @param state the writable state directory
 * @param lock the node-wide lock
 * @param launch how to start a probe process
 */
public record LiveNode(
    Settings settings,
    StateDirectory state,
    NodeLock lock,
    ProbeLaunch launch,
    BuildInfo build,
    Clock clock) {

  /**
   * What the node shows, with findings.
   *
   * @throws InterruptedException when the thread was interrupted; no process is left then
   */
  public NodeSnapshot check(Progress progress) throws InterruptedException {
    Optional<String> machineId = new HostRoot(settings.hostRoot()).machineId();
    LearningExpectation expectation =
        new LearningExpectation(settings.expectedPath(), new ExpectationStore(state, machineId));
    try (Transfers transfers =
        new Transfers(
            settings.insideNode(),
            launch,
            expectation,
            lock,
            Meetings.NONE,
            _ -> new NoPeers(),
            build,
            clock)) {
      transfers.watchProcesses();
      progress.begins("RDMA devices");
      DeviceMemory devices = new DeviceMemory(new DeviceStore(state, machineId));
      Inspection rdma = new Inspection(settings.hostRoot(), devices, transfers.state(), clock);
      rdma.once();
      progress.begins("host, PCI bus, GPUs and libraries");
      new MachineInspection(settings.hostRoot(), transfers.inspector(), transfers.state(), clock)
          .once();
      progress.begins("transfers inside the node");
      transfers.once(progress::ran);
      // Through many ports that takes minutes, and the first look says nothing about now any more.
      rdma.once();
      return transfers.state().snapshot();
    }
  }
}
