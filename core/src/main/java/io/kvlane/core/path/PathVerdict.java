package io.kvlane.core.path;

import io.kvlane.core.transfer.Transport;
import java.util.List;
import java.util.Optional;

/**
 * The class of a run's path, with what it rests on.
 *
 * @param pathClass the class, {@link PathClass#UNKNOWN} when the evidence does not decide
 * @param transport what carried the payload, {@link Transport#UNKNOWN} when only the class is known
 * @param decidedBy the evidence that decided, empty for an unknown path
 * @param evidence all evidence in words, strongest first
 */
public record PathVerdict(
    PathClass pathClass,
    Transport transport,
    Optional<EvidenceKind> decidedBy,
    List<EvidenceLine> evidence) {

  /** Takes a copy of the evidence. */
  public PathVerdict {
    evidence = List.copyOf(evidence);
  }
}
