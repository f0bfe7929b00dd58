package io.kvlane.core.peer;

import io.kvlane.core.transfer.Labelled;
import java.time.Instant;
import java.util.Optional;

/**
 * Which nodes there are, and who says so.
 *
 * @param view the cluster as this node sees it, itself included
 * @param source who says so: configuration or kubernetes
 * @param at when that was last known to be true
 * @param problem why it may be out of date, empty when it is not
 */
public record ClusterReport(ClusterView view, Source source, Instant at, Optional<String> problem) {

  /** Who says which nodes there are. */
  public enum Source implements Labelled {
    /** A list in the configuration. */
    CONFIGURATION("configuration"),

    /** Endpoints of a Service in Kubernetes. */
    KUBERNETES("kubernetes");

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
