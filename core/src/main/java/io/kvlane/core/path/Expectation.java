package io.kvlane.core.path;

import io.kvlane.core.transfer.Labelled;

/**
 * The path that this node's KV bytes should take, and how that is known.
 *
 * @param path the expected path
 * @param source where the expectation comes from
 */
public record Expectation(ExpectedPath path, Source source) {

  /** The expectation in words, such as {@code rdma (learned)}. */
  public String text() {
    return path.label() + " (" + source.label() + ")";
  }

  /** Where an expectation comes from, strongest first. */
  public enum Source implements Labelled {
    /** The operator's configuration. */
    CONFIGURATION("configuration"),

    /** The node's allocatable resources in Kubernetes. */
    ALLOCATABLE("allocatable"),

    /** What this node has shown in several verified runs. */
    LEARNED("learned");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }
}
