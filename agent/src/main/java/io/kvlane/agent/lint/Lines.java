package io.kvlane.agent.lint;

import io.kvlane.core.workload.FieldPath;
import java.util.Map;

/**
 * Lines of a file at which the fields of an object stand.
 *
 * @param line of this value, from 1; of its key, where it has one
 * @param inside lines of what it holds, by key or index
 * @param size number of values in it, itself included
 */
record Lines(int line, Map<String, Lines> inside, int size) {

  /** The line of a field; of the deepest mapping or list around it, where it does not exist. */
  int of(FieldPath path) {
    Lines deepest = this;
    for (String step : path.steps()) {
      Lines next = deepest.inside.get(step);
      if (next == null) {
        break;
      }
      deepest = next;
    }
    return deepest.line;
  }

  Lines at(int otherLine) {
    return new Lines(otherLine, inside, size);
  }
}
