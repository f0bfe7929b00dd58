package io.kvlane.agent.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Names in a page that nothing has: what is renamed in the code must not live on in pages. */
record NameProblems(KnownNames known) {

  private static final Pattern METRIC =
      Pattern.compile("(?<![\\w.$/-])(kvlane_[a-z0-9_]*[a-z0-9])(?:\\{([^}]*)})?(?!\\w|\\*|\\{|_)");
  private static final Pattern LABEL =
      Pattern.compile("^([a-z_]+)\\s*(?:(=~|!=|!~|=)\\s*\"([^\"]*)\")?$");
  private static final Pattern KEY =
      Pattern.compile("(?<![\\w./\\[-])kvlane\\.[a-z][a-z0-9.-]*[a-z0-9](?![\\w/(])");
  private static final Pattern VARIABLE = Pattern.compile("(?<![\\w$])KVLANE_[A-Z_]*[A-Z]");
  private static final Pattern FILE =
      Pattern.compile("kvlane\\.(properties|log|conf|service|md|svg|json|yaml|yml|prom)");
  private static final Pattern PATH =
      Pattern.compile("(?:(?::9977|`(?:GET )?)(/[a-z0-9/]*)|(?<!raw )(/api/v1/[a-z]+))");
  private static final Pattern COMMAND =
      Pattern.compile("(?:\\./kvlane|-- kvlane) +([a-z]+)((?: +[^\\s`|<>&;)]+)*)");
  private static final Pattern ALERT = Pattern.compile("(?<!\\w)Kvlane[A-Z][A-Za-z]+(\\.\\*)?");
  private static final Pattern API = Pattern.compile("/(api/v1|metrics|health|q)(/.*)?");

  /** Labels that the scrape adds. */
  private static final Set<String> SCRAPED = Set.of("node", "job", "instance");

  /** Words of the runbooks that look like variables. */
  private static final Set<String> PLACEHOLDERS = Set.of("KVLANE_POD");

  List<String> of(String text) {
    List<String> problems = new ArrayList<>();
    each(METRIC, text, found -> metric(found, problems));
    each(KEY, text, found -> key(found.group(), problems));
    each(
        VARIABLE,
        text,
        found -> {
          if (!known.keys().contains(found.group()) && !PLACEHOLDERS.contains(found.group())) {
            problems.add("no variable " + found.group());
          }
        });
    each(PATH, text, found -> path(found, problems));
    each(COMMAND, text, found -> command(found, problems));
    each(ALERT, text, found -> alert(found.group(), problems));
    return problems;
  }

  private static void each(Pattern pattern, String text, Consumer<MatchResult> judge) {
    pattern.matcher(text).results().forEach(judge);
  }

  private void metric(MatchResult found, List<String> problems) {
    Map<String, Set<String>> labels = known.metrics().get(found.group(1));
    if (labels == null) {
      problems.add("no metric " + found.group(1));
    } else if (found.group(2) != null) {
      for (String label : found.group(2).split(",")) {
        label(found.group(1), labels, label.strip(), problems);
      }
    }
  }

  private void label(
      String metric, Map<String, Set<String>> labels, String text, List<String> problems) {
    Matching label = Matching.of(text);
    if (label == null) {
      if (!text.equals("…")) {
        problems.add("no label matcher: " + text);
      }
    } else if (!labels.containsKey(label.name()) && !SCRAPED.contains(label.name())) {
      problems.add("%s has no label %s".formatted(metric, label.name()));
    } else if (label.isExact()
        && !values(labels, label.name()).contains(label.value())
        && !values(labels, label.name()).isEmpty()) {
      problems.add("label %s is never %s".formatted(label.name(), label.value()));
    }
  }

  /** Values that a label can have; empty where anything is possible. */
  private Set<String> values(Map<String, Set<String>> labels, String label) {
    return label.equals("rule") ? known.rules() : labels.getOrDefault(label, Set.of());
  }

  private void key(String key, List<String> problems) {
    boolean isSection = known.keys().stream().anyMatch(other -> other.startsWith(key + "."));
    if (!known.keys().contains(key) && !isSection && !FILE.matcher(key).matches()) {
      problems.add("no key " + key);
    }
  }

  private void path(MatchResult found, List<String> problems) {
    String path = found.group(1) == null ? found.group(2) : found.group(1);
    boolean isOfAgent = found.group().startsWith(":9977") || API.matcher(path).matches();
    if (isOfAgent
        && !path.startsWith("/runbooks/")
        && !known.paths().contains(path)
        && !path.equals("/api/v1")
        && !path.equals("/health")) {
      problems.add("no path " + path);
    }
  }

  private void command(MatchResult found, List<String> problems) {
    CommandLine command = known.commands().getSubcommands().get(found.group(1));
    if (command == null) {
      problems.add("no command " + found.group(1));
      return;
    }
    for (String word : found.group(2).strip().split(" +")) {
      if (word.matches("[a-z]+") && !command.getSubcommands().isEmpty()) {
        CommandLine below = command.getSubcommands().get(word);
        if (below == null) {
          problems.add("no command %s %s".formatted(found.group(1), word));
          return;
        }
        command = below;
      } else if (word.matches("--[a-z-]+(=.*)?")
          && command.getCommandSpec().findOption(word.replaceFirst("=.*", "")) == null) {
        problems.add("no option %s of %s".formatted(word, found.group(1)));
      }
    }
  }

  private void alert(String name, List<String> problems) {
    boolean isKnown =
        name.endsWith(".*")
            ? known.alerts().stream()
                .anyMatch(alert -> alert.startsWith(name.substring(0, name.length() - 2)))
            : known.alerts().contains(name);
    if (!isKnown) {
      problems.add("no alert " + name);
    }
  }

  /** A label, and what it is compared with, if it is. */
  private record Matching(String name, String operator, String value) {

    boolean isExact() {
      return operator.equals("=");
    }

    static @Nullable Matching of(String text) {
      Matcher matcher = LABEL.matcher(text);
      if (!matcher.matches()) {
        return null;
      }
      return new Matching(
          matcher.group(1),
          matcher.group(2) == null ? "" : matcher.group(2),
          matcher.group(3) == null ? "" : matcher.group(3));
    }
  }
}
