package io.kvlane.agent.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Links that lead nowhere: to files that are not there, or headings that a page does not have. */
final class LinkProblems {

  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  private LinkProblems() {}

  static List<String> of(MarkdownPage page) {
    List<String> problems = new ArrayList<>();
    for (String link : page.links()) {
      if (link.matches("[a-z]+:.*")) {
        continue;
      }
      String[] parts = link.split("#", 2);
      Path target =
          parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
      if (!target.equals(page.file()) && !Files.exists(target)) {
        problems.add("link to nowhere: " + link);
      } else if (parts.length == 2 && !anchors(page, target).contains(parts[1])) {
        problems.add("link to no heading: " + link);
      }
    }
    return problems;
  }

  private static List<String> anchors(MarkdownPage page, Path target) {
    String text = target.equals(page.file()) ? page.text() : MarkdownPage.read(target).text();
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> anchor(heading.group(1)))
        .collect(Collectors.toList());
  }

  /** As GitHub makes them. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
