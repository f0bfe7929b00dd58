package io.kvlane.agent;

import io.kvlane.agent.config.Settings;
import io.kvlane.agent.discovery.PeerDirectory;
import io.kvlane.agent.inspect.Inspection;
import io.kvlane.agent.inspect.MachineInspection;
import io.kvlane.agent.kubernetes.report.KubernetesReports;
import io.kvlane.agent.peer.PeerServer;
import io.kvlane.agent.placement.WorkerSource;
import io.kvlane.agent.transfer.Transfers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Starts looking and transferring once the server listens, and ends both with the agent. */
@Singleton
final class AgentLifecycle {

  private static final Logger LOG = Logger.getLogger(AgentLifecycle.class);

  private final Inspection inspection;
  private final MachineInspection machine;
  private final Transfers transfers;
  private final PeerDirectory directory;
  private final PeerServer peers;
  private final WorkerSource workers;
  private final KubernetesReports reports;

  AgentLifecycle(
      Inspection inspection,
      MachineInspection machine,
      Transfers transfers,
      PeerDirectory directory,
      PeerServer peers,
      WorkerSource workers,
      KubernetesReports reports) {
    this.inspection = inspection;
    this.directory = directory;
    this.machine = machine;
    this.transfers = transfers;
    this.peers = peers;
    this.workers = workers;
    this.reports = reports;
  }

  void start(@Observes StartupEvent event) {
    Settings settings = AgentContext.get().settings();
    String address = "http://" + shown(settings.httpHost()) + ":" + settings.httpPort();
    LOG.infof(
        "kvlane %s on node %s: metrics %s/metrics, health %s/health, page %s/",
        AgentContext.get().build().version(), settings.nodeName(), address, address, address);
    inspection.start();
    machine.start();
    directory.start();
    workers.start();
    peers.start();
    transfers.start();
    reports.start();
  }

  void stop(@Observes ShutdownEvent event) {
    // First, while there is time: it says that nobody measures any more.
    reports.close();
    inspection.close();
    machine.close();
    peers.close();
    directory.close();
    workers.close();
    transfers.close();
  }

  /** An address that a browser on this machine can open. */
  private static String shown(String host) {
    return host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
  }
}
