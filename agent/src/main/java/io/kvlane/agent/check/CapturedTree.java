package io.kvlane.agent.check;

import io.kvlane.agent.config.Settings;
import io.kvlane.agent.inspect.HostLooks;
import io.kvlane.agent.node.NodeState;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Checks a copy of another machine's {@code /sys} and {@code /proc}: plain files only, no library,
 * no transfer, and nothing is remembered.
 */
public final class CapturedTree {

  /** What a tree without a host name is called: this machine's own name would mislead. */
  private static final String NAMELESS = "unnamed";

  private CapturedTree() {}

  /** What the tree shows, with findings. */
  public static NodeSnapshot check(
      Settings settings, BuildInfo build, Clock clock, Progress progress) {
    HostRoot root = new HostRoot(settings.hostRoot());
    NodeState state =
        new NodeState(
            settings.insideNode().named(root.hostName().orElse(NAMELESS)),
            build,
            ByteBudget.full(
                settings.budgetBytesPerSecond(), Duration.ofMinutes(1), System.nanoTime()),
            List.of(),
            clock);
    state.expects(
        settings
            .expectedPath()
            .map(path -> new Expectation(path, Expectation.Source.CONFIGURATION)),
        Optional.empty());
    progress.begins("the files below " + settings.hostRoot());
    Instant at = clock.instant();
    long start = System.nanoTime();
    ProbeResult<List<RdmaDevice>> devices = new InfinibandClassReader(root).look(start);
    state.polled(
        new Look<>(devices, at, Duration.ofNanos(System.nanoTime() - start)),
        at,
        KnownDevices.NONE,
        Optional.empty(),
        Optional.empty());
    new HostLooks(root, state, clock).takeAll();
    return state.snapshot();
  }
}
