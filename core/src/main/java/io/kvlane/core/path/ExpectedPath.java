package io.kvlane.core.path;

import io.kvlane.core.transfer.Labelled;
import io.kvlane.core.transfer.Memory;
import java.util.Optional;

/** The path that a node's KV bytes should take, best first. */
public enum ExpectedPath implements Labelled {
  /** The NIC reads and writes GPU memory itself. */
  GPUDIRECT_RDMA("gpudirect-rdma"),

  /** RDMA, with or without a copy through host memory. */
  RDMA("rdma"),

  /** TCP is all this node is meant to have. */
  TCP("tcp");

  private final String label;

  ExpectedPath(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /** Whether this expectation asks for more than another. */
  public boolean isHigherThan(ExpectedPath other) {
    return compareTo(other) < 0;
  }

  /**
   * Whether a path is at least as good as expected. Host memory cannot show GPUDirect, so RDMA
   * satisfies every expectation there; GPU memory is held to the full one.
   *
   * @return empty for {@code unknown}, and for {@code local}, which says nothing about the network
   */
  public Optional<Boolean> satisfiedBy(PathClass pathClass, Memory memory) {
    return switch (pathClass) {
      case UNKNOWN, LOCAL -> Optional.empty();
      case GPUDIRECT_RDMA -> Optional.of(true);
      case HOST_RDMA -> Optional.of(memory == Memory.HOST || this != GPUDIRECT_RDMA);
      case HOST_STAGED_RDMA -> Optional.of(this != GPUDIRECT_RDMA);
      case TCP -> Optional.of(this == TCP);
    };
  }
}
