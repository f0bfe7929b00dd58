package io.kvlane.core.transfer;

/** Why a run is made, and so which transports it may use. */
public enum Intent implements Labelled {
  /**
   * What a worker pod would get between nodes: its own or UCX's settings, without shared memory.
   * Only these runs judge the path.
   */
  DEFAULT("default"),

  /** One port and one transport, everything else excluded. */
  FORCED("forced"),

  /** TCP on purpose, so that the price of a fallback is on display. */
  BASELINE("baseline"),

  /** UCX's own choice inside the node. */
  LOCAL("local"),

  /**
   * GPU memory copied through host memory at both ends on purpose, so that the price of lost
   * GPUDirect RDMA is on display.
   */
  STAGED("staged");

  private final String label;

  Intent(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
