package io.kvlane.agent.inspect;

import io.kvlane.agent.node.NodeState;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.probes.host.HostFactsReader;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.PciBusReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Looks at the host and its PCI bus, in plain files. One thread. */
public final class HostLooks {

  private final HostFactsReader host;
  private final PciBusReader pci;
  private final NodeState state;
  private final Clock clock;

  /**
   * Looks below a root.
   *
   * @param state where to take note of what is seen
   */
  public HostLooks(HostRoot root, NodeState state, Clock clock) {
    this.host = new HostFactsReader(root);
    this.pci = new PciBusReader(root);
    this.state = state;
    this.clock = clock;
  }

  /** Looks once, and takes note of it. */
  public void takeAll() {
    Look<HostFacts> facts = take(host::look);
    Look<PciTree> tree = take(pci::look);
    state.inspected(before -> before.with(facts, tree));
  }

  private <T> Look<T> take(Supplier<ProbeResult<T>> reading) {
    Instant at = clock.instant();
    long start = System.nanoTime();
    ProbeResult<T> result = reading.get();
    return new Look<>(result, at, Duration.ofNanos(System.nanoTime() - start));
  }
}
