package io.kvlane.core.rdma;

import io.kvlane.core.transfer.Labelled;

/**
 * Logical state of a port (InfiniBand specification, 14.2.5.6; {@code enum ibv_port_state}). Only
 * an active port carries data.
 */
public enum PortState implements Labelled {
  /** No state change. */
  NOP("nop"),

  /** No link. */
  DOWN("down"),

  /** There is a link, but no subnet manager has set the port up. */
  INIT("init"),

  /** Set up, but not yet active. */
  ARMED("armed"),

  /** Carries data. */
  ACTIVE("active"),

  /** Active, with the link lost for a moment. */
  ACTIVE_DEFER("active_defer"),

  /** What was read is none of the above. */
  UNKNOWN("unknown");

  private final String label;

  PortState(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /** The state of a number in {@code enum ibv_port_state}, which sysfs uses as well. */
  public static PortState of(int number) {
    return switch (number) {
      case 0 -> NOP;
      case 1 -> DOWN;
      case 2 -> INIT;
      case 3 -> ARMED;
      case 4 -> ACTIVE;
      case 5 -> ACTIVE_DEFER;
      default -> UNKNOWN;
    };
  }

  /** The state in sysfs's words, such as {@code 4: ACTIVE}. */
  public static PortState parse(String text) {
    return text.matches("\\d:.*") ? of(text.charAt(0) - '0') : UNKNOWN;
  }
}
