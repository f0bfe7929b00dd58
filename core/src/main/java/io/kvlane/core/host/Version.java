package io.kvlane.core.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version, compared by its leading numbers: {@code 6.8.0-1021-aws} is 6.8.0.
 *
 * @param text as it was read
 * @param numbers leading numbers, at least one
 */
public record Version(String text, List<Integer> numbers) {

  private static final int MOST_NUMBERS = 6;
  private static final Pattern LEADING = Pattern.compile("v?(\\d{1,9}(?:\\.\\d{1,9})*+)(?!\\d).*");

  /** Takes a copy. */
  public Version {
    numbers = List.copyOf(numbers);
  }

  /** Reads a version; empty when the text does not begin with numbers of nine digits at most. */
  public static Optional<Version> parse(String text) {
    Matcher matcher = LEADING.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Integer> numbers = new ArrayList<>();
    for (String number : matcher.group(1).split("\\.", MOST_NUMBERS + 1)) {
      if (numbers.size() < MOST_NUMBERS) {
        numbers.add(Integer.parseInt(number));
      }
    }
    return Optional.of(new Version(text, numbers));
  }

  /** Whether it is this version or a later one; what it does not say counts as 0. */
  public boolean isAtLeast(int... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      int has = i < numbers.size() ? numbers.get(i) : 0;
      if (has != wanted[i]) {
        return has > wanted[i];
      }
    }
    return true;
  }
}
