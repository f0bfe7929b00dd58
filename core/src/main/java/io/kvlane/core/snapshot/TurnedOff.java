package io.kvlane.core.snapshot;

import io.kvlane.core.transfer.Labelled;
import java.time.Instant;
import java.util.Objects;

/**
 * The operator wants no transfers on this node. Nobody measures then, so no run speaks for now any
 * more, however short ago it was; what needs no transfer is looked at as always.
 *
 * @param source who says so
 * @param since when that was heard
 */
public record TurnedOff(Source source, Instant since) {

  /** Name of the node's annotation, which turns transfers off with the value {@code off}. */
  public static final String ANNOTATION = "kvlane.io/transfers";

  /** Key of the configuration, which does so with the value {@code false}. */
  public static final String KEY = "kvlane.transfer.enabled";

  /** Nothing may be missing. */
  public TurnedOff {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(since, "since");
  }

  /** Who turns transfers off. */
  public enum Source implements Labelled {
    /** The agent's configuration. */
    CONFIGURATION("configuration", KEY),

    /** An annotation of the node in Kubernetes. */
    ANNOTATION("annotation", "the node's annotation " + TurnedOff.ANNOTATION);

    private final String label;
    private final String name;

    Source(String label, String name) {
      this.label = label;
      this.name = name;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /** Who says so since when, in words that follow a name. */
  public String text() {
    return "turned off by " + source.name + ", since " + since;
  }
}
