package io.kvlane.core.rdma;

import java.util.Comparator;

/**
 * Names a port on its node.
 *
 * @param device name of the device, such as {@code mlx5_0}
 * @param number number of the port, from 1
 */
public record PortId(String device, int number) implements Comparable<PortId> {

  private static final Comparator<PortId> BY_DEVICE_AND_NUMBER =
      Comparator.comparing(PortId::device).thenComparingInt(PortId::number);

  /** The port as UCX writes it, such as {@code mlx5_0:1}. */
  public String text() {
    return device + ":" + number;
  }

  @Override
  public int compareTo(PortId other) {
    return BY_DEVICE_AND_NUMBER.compare(this, other);
  }
}
