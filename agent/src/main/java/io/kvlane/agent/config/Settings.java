package io.kvlane.agent.config;

import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.profile.KvProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A configuration that was checked, in the domain's own types. Immutable.
 *
 * @param nodeName name of this node
 * @param hostRoot directory that holds the host's /sys, /proc and /etc
 * @param stateDirectory directory for what must survive a restart
 * @param expectedPath the operator's expectation, empty when there is none
 * @param expectedRdmaDevices how many RDMA devices there should be, empty when nobody says
 * @param profiles what to transfer
 * @param httpHost address to listen on
 * @param httpPort port to listen on
 * @param control how to speak to other nodes
 * @param peer how to transfer with other nodes
 * @param liveTraffic when to yield to the workers' traffic
 * @param interval time between two rounds of transfers
 * @param budgetBytesPerSecond bytes a second that transfers may move on average
 * @param maxBytes most bytes that one run moves
 * @param maxDuration time after which a run posts no more
 * @param deadline time in which a probe process must answer
 * @param startDeadline time in which a probe process must have started
 * @param ucxDirectory where UCX's libraries are, empty for the system's search path
 * @param ucxEnvironment the worker pods' UCX settings
 * @param gpuLibraryDirectory where the GPU driver's libraries are, empty for the system's search
 *     path
 * @param kubernetes what to ask of Kubernetes about pods
 * @param reports what to tell Kubernetes
 * @param transfersEnabled whether the agent transfers
 */
public record Settings(
    String nodeName,
    Path hostRoot,
    Path stateDirectory,
    Optional<ExpectedPath> expectedPath,
    OptionalInt expectedRdmaDevices,
    List<KvProfile> profiles,
    String httpHost,
    int httpPort,
    ControlSettings control,
    PeerSettings peer,
    LiveTrafficSettings liveTraffic,
    Duration interval,
    long budgetBytesPerSecond,
    long maxBytes,
    Duration maxDuration,
    Duration deadline,
    Duration startDeadline,
    Optional<Path> ucxDirectory,
    Map<String, String> ucxEnvironment,
    Optional<Path> gpuLibraryDirectory,
    KubernetesSettings kubernetes,
    ReportSettings reports,
    boolean transfersEnabled) {

  /** The same without other nodes, for transfers that somebody asks for. */
  public Settings insideNode() {
    return with(
        nodeName,
        new ControlSettings(control.host(), control.port(), Optional.empty(), List.of()),
        peer,
        interval,
        reports,
        true);
  }

  /**
   * The same for a few runs with one other node, made once: nothing of that grows old while it is
   * done.
   */
  public Settings onceWith(Peer other) {
    return with(
        nodeName,
        new ControlSettings(control.host(), control.port(), control.credentials(), List.of(other)),
        peer.showingOne(),
        Duration.ofDays(1),
        reports,
        true);
  }

  /** The same for a node of another name. */
  public Settings named(String name) {
    return with(name, control, peer, interval, reports, transfersEnabled);
  }

  /** The same, telling Kubernetes that. */
  public Settings reporting(ReportSettings what) {
    return with(nodeName, control, peer, interval, what, transfersEnabled);
  }

  private Settings with(
      String name,
      ControlSettings others,
      PeerSettings pairs,
      Duration every,
      ReportSettings told,
      boolean enabled) {
    return new Settings(
        name,
        hostRoot,
        stateDirectory,
        expectedPath,
        expectedRdmaDevices,
        profiles,
        httpHost,
        httpPort,
        others,
        pairs,
        liveTraffic,
        every,
        budgetBytesPerSecond,
        maxBytes,
        maxDuration,
        deadline,
        startDeadline,
        ucxDirectory,
        ucxEnvironment,
        gpuLibraryDirectory,
        kubernetes,
        told,
        enabled);
  }

  /** Takes copies. */
  public Settings {
    profiles = List.copyOf(profiles);
    ucxEnvironment = Map.copyOf(ucxEnvironment);
  }
}
