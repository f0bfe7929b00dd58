package io.kvlane.agent.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.YamlUnicodeReader;

/**
 * Reads manifests and has them judged, folder by folder: workers of one deployment are often in
 * several files. Used once.
 */
public final class Linter {

  /** Values that may wait for the rest of their folder. */
  private static final int MOST_HELD = 300_000;

  private static final int MOST_KINDS = 50;
  private static final int MOST_NOTES = 1_000;

  private final InputStream standardInput;
  private final Findings findings;
  private final Manifests manifests = new Manifests();
  private final List<LintNote> notes = new ArrayList<>();
  private final Set<String> otherKinds = new TreeSet<>();
  private final List<Held> held = new ArrayList<>();
  private int heldValues;
  private int documents;
  private int workers;
  private int withoutRole;

  /**
   * A linter.
   *
   * @param rules what to judge by
   * @param platform the network that the workers will run on; empty where nobody says
   * @param standardInput what {@code -} stands for
   */
  public Linter(List<WorkerRule> rules, Optional<Platform> platform, InputStream standardInput) {
    this.standardInput = standardInput;
    findings = new Findings(rules, platform);
  }

  /**
   * Lints files, folders and, for {@code -}, the standard input.
   *
   * @return what was found, and what could not be read
   */
  public LintResult lint(List<String> named) {
    List<String> files = Sources.of(named, notes);
    Optional<Path> folder = Optional.empty();
    for (String file : files) {
      Optional<Path> next = Optional.ofNullable(Path.of(file).toAbsolutePath().getParent());
      if (!next.equals(folder)) {
        judgeHeld();
      }
      folder = next;
      read(file);
    }
    judgeHeld();
    if (!otherKinds.isEmpty()) {
      notes.add(
          LintNote.of("", "skipped kinds that make no pods: " + String.join(", ", otherKinds)));
    }
    if (withoutRole > 0) {
      notes.add(
          LintNote.of(
              "",
              "pods that serve a model and were not judged, as nothing says that they prefill or"
                  + " decode: "
                  + withoutRole));
    }
    return findings.result(notes, files.size(), documents, workers);
  }

  private void read(String file) {
    boolean standard = file.equals(Sources.STANDARD_INPUT);
    String name = standard ? "stdin" : file;
    int before = documents;
    int problems = notes.size();
    try (InputStream in = standard ? standardInput : Files.newInputStream(Path.of(file));
        BufferedReader reader = new BufferedReader(new YamlUnicodeReader(in))) {
      DocumentSplitter splitter = new DocumentSplitter(reader);
      for (Optional<DocumentText> text = splitter.next();
          text.isPresent();
          text = splitter.next()) {
        read(name, text.get());
      }
    } catch (CharacterCodingException e) {
      note(LintNote.unread(name, "is not text in UTF-8, nor in UTF-16 or UTF-32 with a mark"));
    } catch (IOException e) {
      note(LintNote.unread(name, "cannot be read: " + reason(e)));
    }
    if (documents == before && notes.size() == problems) {
      note(LintNote.unread(name, "is empty"));
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void read(String file, DocumentText text) {
    if (text.tooLong()) {
      note(
          LintNote.unread(
              file,
              text.firstLine(),
              "skipped a document of more than %d characters"
                  .formatted(DocumentSplitter.MOST_CHARACTERS)));
      return;
    }
    try {
      for (Located document : YamlComposer.compose(text)) {
        documents++;
        object(file, document);
      }
    } catch (BrokenYamlException e) {
      OptionalInt template = text.templateLine();
      note(
          LintNote.unread(
              file,
              template.orElse(e.line()),
              template.isPresent()
                  ? "an unrendered template: render it first, as with `helm template`, and lint"
                      + " the result"
                  : "not YAML: " + e.getMessage()));
    }
  }

  private void object(String file, Located object) {
    JsonNode value = object.value();
    String kind = value.path("kind").asText();
    if (!value.isObject() || kind.isEmpty()) {
      note(
          LintNote.unread(
              file, object.lines().line(), "skipped, as it has no kind: not a Kubernetes object"));
      return;
    }
    if (kind.equals("List")) {
      items(file, object);
      return;
    }
    Optional<List<WorkerSpec>> pods = manifests.pods(value);
    if (pods.isEmpty()) {
      if (otherKinds.size() < MOST_KINDS) {
        otherKinds.add(shown(kind));
      }
      return;
    }
    pods.get().forEach(pod -> hold(file, pod, object.lines()));
  }

  private void items(String file, Located list) {
    Lines lines = list.lines().inside().get("items");
    JsonNode items = list.value().path("items");
    for (int i = 0; lines != null && i < items.size(); i++) {
      Lines item = lines.inside().get(Integer.toString(i));
      if (item != null && !items.get(i).path("kind").asText().equals("List")) {
        object(file, new Located(items.get(i), item));
      }
    }
  }

  private void hold(String file, WorkerSpec pod, Lines lines) {
    if (pod.role().isEmpty()) {
      boolean serves = pod.engine().isPresent() && pod.tensorParallel().isPresent();
      withoutRole += serves ? 1 : 0;
      return;
    }
    workers++;
    held.add(new Held(file, pod, lines));
    heldValues += lines.size();
    if (heldValues > MOST_HELD) {
      note(
          LintNote.of(
              file, "too large to look at as a whole: workers may have been judged in parts"));
      judgeHeld();
    }
  }

  private void judgeHeld() {
    findings.judge(held);
    held.clear();
    heldValues = 0;
  }

  private void note(LintNote note) {
    if (notes.size() < MOST_NOTES) {
      notes.add(note);
    }
  }

  private static String shown(String kind) {
    String plain = kind.replaceAll("[^\\w.-]", "?");
    return plain.length() > 63 ? plain.substring(0, 63) + "…" : plain;
  }
}
