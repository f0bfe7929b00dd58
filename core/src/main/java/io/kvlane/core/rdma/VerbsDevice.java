package io.kvlane.core.rdma;

import io.kvlane.core.transfer.Labelled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RDMA device as libibverbs shows it to a process.
 *
 * @param name name of the device
 * @param problem why the process cannot use it, null when it can; then the rest is empty
 * @param firmware version of its firmware
 * @param dmabuf whether memory can be registered as a dma-buf
 * @param ports its ports, by number
 */
public record VerbsDevice(
    String name, @Nullable String problem, String firmware, Dmabuf dmabuf, List<VerbsPort> ports) {

  /** Whether memory of another device, such as a GPU, can be registered as a dma-buf. */
  public enum Dmabuf implements Labelled {
    /** The kernel driver takes dma-bufs. */
    SUPPORTED("supported"),

    /** The kernel driver or the library refuses them. */
    NOT_SUPPORTED("not_supported"),

    /** Nobody could ask. */
    UNKNOWN("unknown");

    private final String label;

    Dmabuf(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /**
   * A port as libibverbs shows it.
   *
   * @param number number of the port, from 1
   * @param state logical state
   * @param layer what lies below
   * @param activeMtuBytes payload of a packet, 0 when the device does not say
   */
  public record VerbsPort(int number, PortState state, LinkLayer layer, int activeMtuBytes) {}

  /** Takes a copy. */
  public VerbsDevice {
    ports = List.copyOf(ports);
  }

  /** A device that a process sees and cannot use. */
  public static VerbsDevice unusable(String name, String problem) {
    return new VerbsDevice(name, problem, "", Dmabuf.UNKNOWN, List.of());
  }
}
