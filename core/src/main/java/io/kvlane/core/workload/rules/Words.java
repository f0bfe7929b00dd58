package io.kvlane.core.workload.rules;

import java.util.List;
import java.util.Optional;

/** Arguments of a command. */
final class Words {

  private Words() {}

  /** The value of {@code --option value} or {@code --option=value}; empty where it is not given. */
  static Optional<String> option(List<String> words, String option) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith(option + "=")) {
        return Optional.of(word.substring(option.length() + 1));
      }
      if (word.equals(option) && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
