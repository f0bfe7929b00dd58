package io.kvlane.agent.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A part of an object of which only what is declared is read. */
@JsonIgnoreProperties(ignoreUnknown = true)
public abstract class LenientPart {

  /** For subclasses. */
  LenientPart() {}
}
