package io.kvlane.core.rdma;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What may change on a port at any moment.
 *
 * @param state logical state
 * @param physicalState physical state in sysfs's words, such as {@code LinkUp} or {@code Polling};
 *     empty when it does not say
 * @param rate rate of the link, empty when it does not say
 * @param layer what lies below
 * @param lid local identifier, empty when there is none, as with RoCE
 */
public record PortLink(
    PortState state,
    String physicalState,
    Optional<LinkRate> rate,
    LinkLayer layer,
    OptionalInt lid) {

  /** Whether the port carries data. */
  public boolean isActive() {
    return state == PortState.ACTIVE;
  }

  /** The state in words, such as {@code down (Polling)}. */
  public String text() {
    return physicalState.isEmpty() ? state.label() : state.label() + " (" + physicalState + ")";
  }
}
