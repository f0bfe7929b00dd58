package io.kvlane.agent.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is wrong with the form of a runbook page. Somebody reads it at night, and as plain text: so
 * every page says the same things at the same places, and first of all what to do first.
 *
 * @param severities how urgent what the page is about can be, as rules and alerts say
 * @param alerts alerts that link to the page
 * @param isOfRule whether there is a rule of its name, which has evidence then
 */
record RunbookProblems(Set<String> severities, Set<String> alerts, boolean isOfRule) {

  private static final List<String> SECTIONS =
      List.of(
          "Meaning",
          "How to see it",
          "Evidence",
          "Likely causes",
          "Confirm by hand",
          "Fix",
          "Silence");
  private static final int LONGEST_LINE = 110;
  private static final Pattern SEVERITY = Pattern.compile("\\b(critical|warning|info)\\b");
  private static final String NOTHING_TO_SILENCE = "No alert fires for this rule";

  List<String> of(MarkdownPage page) {
    List<String> problems = new ArrayList<>();
    beginning(page, problems);
    sections(page.sections(), problems);
    page.text()
        .lines()
        .filter(line -> line.length() > LONGEST_LINE || line.contains("\t") || line.endsWith(" "))
        .forEach(line -> problems.add("not plain text: " + line));
    return problems;
  }

  private void beginning(MarkdownPage page, List<String> problems) {
    if (!page.text().startsWith("# " + page.name() + "\n\n- How bad: ")) {
      problems.add("does not begin with its name and how bad it is");
    }
    if (!page.lead().contains("\n- First: ")) {
      problems.add("does not say what to do first");
    }
    Set<String> said = severities(page.lead().split("\n- First: ", 2)[0]);
    if (!said.equals(severities)) {
      problems.add("says it is %s, where it is %s".formatted(said, new TreeSet<>(severities)));
    }
  }

  /** Words for severities in a text. */
  static Set<String> severities(String text) {
    return SEVERITY
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void sections(Map<String, String> sections, List<String> problems) {
    List<String> wanted =
        SECTIONS.stream()
            .filter(
                section -> !section.equals("Evidence") || isOfRule || sections.containsKey(section))
            .toList();
    if (!List.copyOf(sections.keySet()).equals(wanted)) {
      problems.add("has the sections %s, not %s".formatted(sections.keySet(), wanted));
    }
    sections.forEach((heading, text) -> {
      if (text.isBlank()) {
        problems.add("says nothing under " + heading);
      }
    });
    confirm(MarkdownPage.commands(sections.getOrDefault("Confirm by hand", "")), problems);
    silence(sections.getOrDefault("Silence", ""), problems);
  }

  private static void confirm(List<String> commands, List<String> problems) {
    if (commands.isEmpty()) {
      problems.add("has no command to confirm by hand");
    }
    commands.stream()
        .filter(command -> command.startsWith("./kvlane"))
        .forEach(command -> problems.add("does not confirm without kvlane: " + command));
  }

  private void silence(String text, List<String> problems) {
    alerts.stream()
        .filter(alert -> !text.contains("amtool silence add alertname=" + alert + " "))
        .forEach(alert -> problems.add("does not say how to silence " + alert));
    if (alerts.isEmpty()
        && !text.contains("amtool silence add ")
        && !text.contains(NOTHING_TO_SILENCE)) {
      problems.add("says neither how to silence it nor that nothing fires");
    }
  }
}
