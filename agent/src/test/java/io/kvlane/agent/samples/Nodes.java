package io.kvlane.agent.samples;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.KubernetesSettings;
import io.kvlane.agent.config.LiveTrafficSettings;
import io.kvlane.agent.config.PeerSettings;
import io.kvlane.agent.config.ReportSettings;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.workload.RoleSelectors;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.ProcessReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A node of which nothing is known yet, at a time that stands still. */
public final class Nodes {

  /** The time at every node. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** 4 descriptors of 4 KiB: a run that takes no time. */
  public static final KvProfile SMALL = new KvProfile("small", new TransferShape(2, 2, 4096));

  /** Defaults. */
  public static final PeerSettings PEER =
      new PeerSettings(Duration.ofSeconds(20), List.of(), 32, 0.4, Optional.empty());

  /** Defaults, of an agent that looks for pods if it is in one. */
  public static final KubernetesSettings KUBERNETES =
      new KubernetesSettings(
          KubernetesSettings.Use.AUTO,
          true,
          RoleSelectors.NONE,
          Optional.empty(),
          List.of(),
          Path.of("/var/lib/kubelet/pod-resources/kubelet.sock"));

  public static final BuildInfo BUILD = new BuildInfo("0.1.0", "0123abc", "25.0.1");

  private Nodes() {}

  /** Defaults, below a root. */
  public static Settings settings(Path hostRoot) {
    return settings(hostRoot, new ControlSettings("127.0.0.1", 9978, Optional.empty(), List.of()));
  }

  /** Defaults, below a root, of a node that speaks to others. */
  public static Settings settings(Path hostRoot, ControlSettings control) {
    return settings(hostRoot, control, Duration.ofSeconds(5), Duration.ofSeconds(15));
  }

  /** Defaults, below a root, of a node in Kubernetes. */
  public static Settings settings(
      Path hostRoot, ControlSettings control, KubernetesSettings kubernetes) {
    return settings(hostRoot, control, kubernetes, Duration.ofSeconds(5), Duration.ofSeconds(15));
  }

  /** The same with other deadlines. */
  public static Settings settings(
      Path hostRoot, ControlSettings control, Duration deadline, Duration startDeadline) {
    return settings(hostRoot, control, KUBERNETES, deadline, startDeadline);
  }

  private static Settings settings(
      Path hostRoot,
      ControlSettings control,
      KubernetesSettings kubernetes,
      Duration deadline,
      Duration startDeadline) {
    return new Settings(
        "node-1",
        hostRoot,
        hostRoot.resolve("state"),
        Optional.empty(),
        OptionalInt.empty(),
        List.of(SMALL),
        "127.0.0.1",
        9977,
        control,
        PEER,
        new LiveTrafficSettings(0.2, Duration.ofSeconds(150)),
        Duration.ofSeconds(60),
        16 << 20,
        64 << 20,
        Duration.ofMillis(250),
        deadline,
        startDeadline,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        kubernetes,
        ReportSettings.NONE,
        true);
  }

  public static NodeState node(ProcessReport... processes) {
    return new NodeState(
        settings(Path.of("/")),
        BUILD,
        ByteBudget.full(16 << 20, Duration.ofMinutes(1), System.nanoTime()),
        Arrays.stream(processes).<Supplier<ProcessReport>>map(report -> () -> report).toList(),
        CLOCK);
  }
}
