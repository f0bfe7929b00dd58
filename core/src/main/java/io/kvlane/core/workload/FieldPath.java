package io.kvlane.core.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value stands in an object of Kubernetes.
 *
 * @param steps keys of mappings, and indices in lists as decimal numbers, from the object on
 */
public record FieldPath(List<String> steps) {

  /** The object itself. */
  public static final FieldPath OBJECT = new FieldPath(List.of());

  /** Takes a copy. */
  public FieldPath {
    steps = List.copyOf(steps);
  }

  /** The value of a key of a mapping that stands here. */
  public FieldPath then(String key) {
    List<String> more = new ArrayList<>(steps);
    more.add(key);
    return new FieldPath(more);
  }

  /** An item of a list that stands here, from 0. */
  public FieldPath then(int index) {
    return then(Integer.toString(index));
  }

  /** As people write it: {@code spec.containers[0].env[2]}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      if (step.chars().allMatch(Character::isDigit)) {
        text.append('[').append(step).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step);
      }
    }
    return text.toString();
  }
}
