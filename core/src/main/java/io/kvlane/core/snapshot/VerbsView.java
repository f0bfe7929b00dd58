package io.kvlane.core.snapshot;

import io.kvlane.core.rdma.LockedMemory;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.rdma.ViewDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a probe process sees of RDMA, and what sysfs said just before and just after.
 *
 * @param devices what libibverbs gave
 * @param lockedMemory how much memory the process may lock, empty when nobody could ask
 * @param before devices in sysfs just before
 * @param after devices in sysfs just after
 */
public record VerbsView(
    Look<List<VerbsDevice>> devices,
    Optional<LockedMemory> lockedMemory,
    List<RdmaDevice> before,
    List<RdmaDevice> after) {

  /** Takes copies. */
  public VerbsView {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * What sysfs and libibverbs say differently: only what holds before and after, so that a port
   * that changed meanwhile is no difference. Empty when libibverbs said nothing.
   */
  public List<ViewDifference> differences() {
    return devices.observed().map(this::differences).orElse(List.of());
  }

  private List<ViewDifference> differences(List<VerbsDevice> verbs) {
    List<ViewDifference> both = new ArrayList<>(ViewDifference.between(before, verbs));
    both.retainAll(ViewDifference.between(after, verbs));
    return List.copyOf(both);
  }
}
