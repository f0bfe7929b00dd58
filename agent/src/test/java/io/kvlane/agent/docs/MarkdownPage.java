package io.kvlane.agent.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it is, or would be
 * @param text what it says
 */
record MarkdownPage(Path file, String text) {

  private static final Pattern HEADING = Pattern.compile("(?m)^## (.*)$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final String INDENT = "    ";

  static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All pages of a directory, by name. */
  static List<MarkdownPage> readAll(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(MarkdownPage::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Name of the file without its ending. */
  String name() {
    return file.getFileName().toString().replaceFirst("\\.md$", "");
  }

  /** The file alone: the text would fill the reports of tests. */
  @Override
  public String toString() {
    return file.getFileName().toString();
  }

  /** What stands before the first section. */
  String lead() {
    return HEADING.split(text, 2)[0];
  }

  /** Sections by heading, in their order; those with one heading are joined. */
  Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    List<MatchResult> headings = HEADING.matcher(text).results().toList();
    for (int i = 0; i < headings.size(); i++) {
      int end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
      sections.merge(
          headings.get(i).group(1), text.substring(headings.get(i).end(), end), String::concat);
    }
    return sections;
  }

  /** Targets of links, as they stand there. */
  List<String> links() {
    return LINK.matcher(text).results().map(link -> link.group(1)).toList();
  }

  /** Indented lines of a text, those that a backslash continues joined. */
  static List<String> commands(String text) {
    List<String> commands = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    for (String line :
        text.lines().filter(line -> line.startsWith(INDENT) && !line.isBlank()).toList()) {
      boolean goesOn = line.endsWith("\\");
      command.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (!goesOn) {
        commands.add(command.toString().strip());
        command.setLength(0);
      }
    }
    return commands;
  }

  /** Rows of all tables, cells trimmed, headings and separators left out. */
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("|---")) {
        rows.removeLast();
      } else if (line.startsWith("|")) {
        rows.add(Stream.of(line.substring(1).split("(?<!\\\\)\\|")).map(String::strip).toList());
      }
    }
    return rows;
  }
}
