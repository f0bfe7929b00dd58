package io.kvlane.core.rdma;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A device that this node has, or had: kept beyond a restart, so that its loss is noticed.
 *
 * @param name its name when it was seen last
 * @param nodeGuid its global identifier, which a change of the name does not touch; empty when it
 *     has none
 * @param activePorts ports that have been active
 * @param since when it was first seen
 */
public record KnownDevice(
    String name, Optional<String> nodeGuid, SortedSet<Integer> activePorts, Instant since) {

  /** Takes a copy. */
  public KnownDevice {
    activePorts = Collections.unmodifiableSortedSet(new TreeSet<>(activePorts));
  }
}
