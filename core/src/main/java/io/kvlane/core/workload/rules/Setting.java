package io.kvlane.core.workload.rules;

import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.EnvVariable;
import io.kvlane.core.workload.FieldPath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a container's specification says of a variable of its environment. */
sealed interface Setting {

  /** Where it stands, or would have to stand. */
  FieldPath at();

  /** Nothing sets it. */
  record Absent(FieldPath at) implements Setting {}

  /** It is set to this. */
  record Known(String value, FieldPath at) implements Setting {}

  /**
   * Its value is not in the specification.
   *
   * @param why one line
   */
  record Elsewhere(String why, FieldPath at) implements Setting {}

  /** As Kubernetes refers to another variable of the container. */
  Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_.-]*)\\)");

  /** What is left for a template engine or a shell to fill in. */
  Pattern UNRENDERED = Pattern.compile("\\{\\{|\\$\\(|\\$\\{|\\$[A-Za-z_]");

  /** What is said of a variable; what a shell of the arguments sets comes before all else. */
  static Setting of(ContainerSpec container, String name) {
    Optional<String> inShell =
        container.words().stream()
            .filter(word -> word.startsWith(name + "="))
            .reduce((_, last) -> last)
            .map(word -> unquoted(word.substring(name.length() + 1)));
    if (inShell.isPresent()) {
      return rendered(container, name, inShell.get(), container.wordsAt());
    }
    Optional<EnvVariable> variable = container.variable(name);
    if (variable.isPresent()) {
      return of(container, variable.get());
    }
    FieldPath at = container.at().then("env");
    return container.moreEnv()
        ? new Elsewhere(name + " may be set by a ConfigMap or a Secret (envFrom)", at)
        : new Absent(at);
  }

  private static Setting of(ContainerSpec container, EnvVariable variable) {
    if (variable.value().isPresent()) {
      return rendered(container, variable.name(), variable.value().get(), variable.at());
    }
    return new Elsewhere(
        variable.name()
            + variable
                .fieldRef()
                .map(field -> " is set from the pod's field " + field)
                .orElse(" is set from elsewhere, such as a ConfigMap"),
        variable.at());
  }

  private static Setting rendered(
      ContainerSpec container, String name, String value, FieldPath at) {
    String filled = filled(container, value);
    return isRendered(filled)
        ? new Known(filled.strip(), at)
        : new Elsewhere("the value of %s is not filled in: %s".formatted(name, filled), at);
  }

  /** Whether nothing is left to fill in. */
  static boolean isRendered(String text) {
    return !UNRENDERED.matcher(text).find();
  }

  /** The text with references to variables of the container filled in, where they are known. */
  static String filled(ContainerSpec container, String text) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.replaceAll(found ->
        Matcher.quoteReplacement(
            container.variable(found.group(1)).flatMap(EnvVariable::value).orElse(found.group())));
  }

  /** A word of a shell without what a shell takes away. */
  static String unquoted(String word) {
    String text = word.endsWith(";") ? word.substring(0, word.length() - 1) : word;
    for (String quote : List.of("\"", "'")) {
      if (text.length() > 1 && text.startsWith(quote) && text.endsWith(quote)) {
        return text.substring(1, text.length() - 1);
      }
    }
    return text;
  }
}
