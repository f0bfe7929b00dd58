package io.kvlane.agent.kubernetes;

import io.kvlane.agent.node.TransferSwitch;
import io.kvlane.core.snapshot.TurnedOff;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the node's annotation on transfers: {@code off} turns them off; {@code on}, none, and what
 * is not understood leave them on. A value that is not understood is logged once. One thread.
 */
final class TransfersAnnotation {

  private static final String OFF = "off";
  private static final String ON = "on";
  private static final int MOST_CHARACTERS = 40;

  private final TransferSwitch transfers;
  private final Consumer<String> warnings;
  private Optional<String> read = Optional.empty();

  TransfersAnnotation(TransferSwitch transfers, Consumer<String> warnings) {
    this.transfers = transfers;
    this.warnings = warnings;
  }

  /**
   * Takes the annotation as it is now.
   *
   * @param value its value, empty where the node has none
   */
  void read(Optional<String> value) {
    if (!value.equals(read)) {
      read = value;
      value
          .filter(text -> !text.equals(OFF) && !text.equals(ON))
          .ifPresent(text -> warnings.accept(unknown(text)));
    }
    transfers.annotated(value.filter(OFF::equals).isPresent());
  }

  private static String unknown(String value) {
    String shown =
        value.length() > MOST_CHARACTERS ? value.substring(0, MOST_CHARACTERS) + "…" : value;
    return "transfers stay on: the node's annotation %s is '%s', which means nothing; write off, or remove it"
        .formatted(TurnedOff.ANNOTATION, shown.replaceAll("\\p{Cntrl}", "?"));
  }
}
