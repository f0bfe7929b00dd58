package io.kvlane.agent.inspect;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.state.DeviceMemory;
import io.kvlane.agent.transfer.Pulse;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;

/** The loop that polls the host, on a thread of its own. Started and closed once. */
public final class Inspection implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Inspection.class);

  private static final Duration EVERY = Duration.ofSeconds(1);

  /** A machine whose cores are all busy is slow; only a read that hangs takes longer. */
  private static final Duration LONGEST_TURN = Duration.ofSeconds(30);

  private final RdmaWatch rdma;
  private final Clock clock;
  private final Pulse pulse = new Pulse();
  private final Thread loop =
      Thread.ofPlatform().daemon().name("kvlane-inspect").unstarted(this::run);
  private String lastFailure = "";

  /**
   * The loop; nothing runs before {@link #start}.
   *
   * @param hostRoot directory that holds the host's /sys
   * @param devices what this node had before
   * @param state where to take note of what is seen
   */
  public Inspection(Path hostRoot, DeviceMemory devices, NodeState state, Clock clock) {
    this.rdma =
        new RdmaWatch(
            new InfinibandClassReader(new HostRoot(hostRoot)),
            devices,
            state,
            new ChangeLog(LOG::warn));
    this.clock = clock;
  }

  /** Looks for the first time at once. */
  public void start() {
    loop.start();
  }

  /** Looks once, on the calling thread, instead of {@link #start}. */
  public void once() {
    rdma.turn(clock.instant(), System.nanoTime());
  }

  /** Whether the loop still turns. */
  public boolean turns() {
    return loop.isAlive() && pulse.age().compareTo(LONGEST_TURN) < 0;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        long start = System.nanoTime();
        turn(start);
        pulse.beat();
        Thread.sleep(EVERY.minusNanos(Math.min(EVERY.toNanos(), System.nanoTime() - start)));
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever goes wrong is logged once, and the next turn is made. */
  private void turn(long nowNanos) {
    try {
      rdma.turn(clock.instant(), nowNanos);
      lastFailure = "";
    } catch (RuntimeException e) {
      if (!lastFailure.equals(Objects.toString(e))) {
        lastFailure = Objects.toString(e);
        LOG.error("the RDMA devices could not be looked at", e);
      }
    }
  }

  @Override
  public void close() {
    loop.interrupt();
  }
}
