package io.kvlane.core.profile;

/** Checks of numbers that come from configuration. */
final class Range {

  private Range() {}

  static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + ", but must be between " + least + " and " + most);
    }
  }
}
