package io.kvlane.agent.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Files that the command line names: themselves, and those below folders. */
final class Sources {

  /** The standard input. */
  static final String STANDARD_INPUT = "-";

  private static final int MOST_FILES = 10_000;
  private static final int MOST_LEVELS = 16;
  private static final Set<String> ENDINGS = Set.of("yaml", "yml", "json");

  private final List<LintNote> notes;
  private final List<String> files = new ArrayList<>();

  private Sources(List<LintNote> notes) {
    this.notes = notes;
  }

  /**
   * Files in their order, those of a folder by name.
   *
   * @param notes where to say what cannot be read
   */
  static List<String> of(List<String> named, List<LintNote> notes) {
    Sources sources = new Sources(notes);
    named.forEach(sources::add);
    return List.copyOf(sources.files);
  }

  private void add(String name) {
    Path path = Path.of(name);
    if (name.equals(STANDARD_INPUT) || Files.isRegularFile(path)) {
      files.add(name);
    } else if (Files.isDirectory(path)) {
      addFolder(name, path);
    } else if (Files.exists(path)) {
      // A pipe, such as a shell's <(…).
      files.add(name);
    } else {
      notes.add(LintNote.unread(name, "there is no such file or folder"));
    }
  }

  private void addFolder(String name, Path folder) {
    try (Stream<Path> below = Files.walk(folder, MOST_LEVELS)) {
      List<Path> found = below.filter(Sources::isManifest).limit(MOST_FILES + 1L).sorted().toList();
      if (found.isEmpty()) {
        notes.add(LintNote.of(name, "no *.yaml, *.yml or *.json below it"));
      }
      if (found.size() > MOST_FILES) {
        notes.add(LintNote.unread(name, "only %d of its files are read".formatted(MOST_FILES)));
      }
      found.stream().limit(MOST_FILES).map(Path::toString).forEach(files::add);
    } catch (IOException | UncheckedIOException e) {
      notes.add(LintNote.unread(name, "cannot be read: " + e.getMessage()));
    }
  }

  private static boolean isManifest(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
  }
}
