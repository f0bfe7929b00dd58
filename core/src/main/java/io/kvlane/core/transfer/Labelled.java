package io.kvlane.core.transfer;

/** A word of the domain that appears in metrics, configuration and JSON under one spelling. */
public interface Labelled {

  /** The spelling used outside of Java, lower case, stable between versions. */
  String label();

  /**
   * Finds the word with a given spelling.
   *
   * @param type the enumeration to look in
   * @param label the spelling, as {@link #label()} gives it
   * @throws IllegalArgumentException naming the accepted spellings, when there is no such word
   */
  static <E extends Enum<E> & Labelled> E parse(Class<E> type, String label) {
    StringBuilder accepted = new StringBuilder();
    for (E candidate : type.getEnumConstants()) {
      if (candidate.label().equals(label)) {
        return candidate;
      }
      accepted.append(accepted.isEmpty() ? "" : ", ").append(candidate.label());
    }
    throw new IllegalArgumentException("'" + label + "' is not one of: " + accepted);
  }
}
