package io.kvlane.agent.kubernetes;

import io.kvlane.agent.kubernetes.ApiProblem.Kind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Logs what keeps watches from hearing: each problem once, however many watches have it and however
 * often, and again after all had recovered. Not safe for several threads.
 */
final class ProblemLog {

  /** Of these each object has a permission of its own. */
  private static final Set<Kind> PER_OBJECT =
      EnumSet.of(Kind.LIST_FORBIDDEN, Kind.WATCH_FORBIDDEN, Kind.TOO_MANY);

  private final Consumer<String> warnings;
  private final Runnable recovered;
  private final Map<Object, ApiProblem> problems = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /**
   * A log.
   *
   * @param warnings takes a line
   * @param recovered told when there is no problem any more
   */
  ProblemLog(Consumer<String> warnings, Runnable recovered) {
    this.warnings = warnings;
    this.recovered = recovered;
  }

  /** A watch has this problem now, or none. */
  void note(Object watch, Optional<ApiProblem> problem) {
    if (problem.filter(known -> known.kind() == Kind.NOT_YET).isPresent()) {
      return;
    }
    if (problem.isEmpty()) {
      if (problems.remove(watch) != null && problems.isEmpty()) {
        told.clear();
        recovered.run();
      }
      return;
    }
    problems.put(watch, problem.get());
    String word =
        problem.get().kind()
            + (PER_OBJECT.contains(problem.get().kind()) ? problem.get().text() : "");
    if (told.add(word)) {
      warnings.accept(problem.get().text());
    }
  }
}
