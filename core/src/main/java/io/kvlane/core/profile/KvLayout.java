package io.kvlane.core.profile;

import io.kvlane.core.transfer.Labelled;

/** How a model's KV cache is cut into registered regions. */
public enum KvLayout implements Labelled {
  /** Keys and values in regions of their own: two regions a layer. */
  SPLIT("split"),

  /** Keys and values side by side: one region a layer, blocks twice as large. */
  PACKED("packed"),

  /**
   * Multi-head latent attention: one compressed vector a token and layer, the same on every rank.
   */
  MLA("mla");

  private final String label;

  KvLayout(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
