package io.kvlane.agent.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinterTest {

  @TempDir private Path folder;

  /** Says of each worker how many others it is judged beside. */
  private static final class Counting implements WorkerRule {

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
      return List.of(
          new Judgement.Mistake(
              name(),
              Severity.INFO,
              worker.at(),
              around.others().size() + " others",
              List.of(),
              "-"));
    }
  }

  private LintResult lint(String standardInput, String... files) {
    return new Linter(
            List.of(new Counting()),
            Optional.empty(),
            new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)))
        .lint(List.of(files));
  }

  private LintResult lintBytes(byte[] content) throws IOException {
    return lint("", Files.write(folder.resolve("input.yaml"), content).toString());
  }

  private static String pod(String name, String deployment) {
    return """
    kind: Pod
    metadata: {name: %s, labels: {llm-d.ai/role: decode, llm-d.ai/model: %s}}
    spec: {containers: []}
    """
        .formatted(name, deployment);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static List<String> notes(LintResult result) {
    return result.notes().stream()
        .map(note -> (note.line().isPresent() ? note.line().getAsInt() + ": " : "") + note.text())
        .toList();
  }

  private static List<String> found(LintResult result) {
    return result.findings().stream()
        .map(finding -> finding.object() + ": " + finding.mistake().summary())
        .toList();
  }

  @Test
  void shouldJudgeWorkersBesideTheOthersOfTheirDeployment() throws Exception {
    write("a/1.yaml", pod("p1", "x") + "---\n" + pod("p2", "x") + "---\n" + pod("p3", "y"));
    write("a/2.yml", pod("p4", "x"));
    write("b/3.json", "{\"kind\": \"ConfigMap\"}");
    write("b/4.yaml", pod("p5", "x"));
    write("b/readme.md", "kind: Pod");

    LintResult result = lint("", folder.toString());

    assertThat(found(result))
        .containsExactly(
            "Pod p1: 2 others",
            "Pod p2: 2 others",
            "Pod p3: 0 others",
            "Pod p4: 2 others",
            "Pod p5: 0 others");
    assertThat(notes(result)).containsExactly("skipped kinds that make no pods: ConfigMap");
    assertThat(result.counts().files()).isEqualTo(4);
    assertThat(result.counts().documents()).isEqualTo(6);
  }

  @Test
  void shouldReadTheStandardInput() {
    LintResult result = lint(pod("p1", "x"), "-");

    assertThat(result.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.file()).isEqualTo("stdin");
          assertThat(finding.line()).isEqualTo(3);
        });
  }

  @Test
  void shouldGoOnAfterABrokenDocument() {
    LintResult result = lint(pod("p1", "x") + "---\na: [\n---\n" + pod("p2", "x"), "-");

    assertThat(found(result)).hasSize(2);
    assertThat(notes(result)).singleElement().asString().startsWith("6: not YAML: ");
    assertThat(LintOutcome.unchecked(result)).contains("could not read one part");
  }

  @Test
  void shouldSayThatATemplateMustBeRendered() {
    String template = "kind: Pod\n{{- if .Values.on }}\nspec: {}\n{{- end }}\n";

    assertThat(notes(lint(template, "-")))
        .singleElement()
        .asString()
        .startsWith("2: an unrendered template: render it first, as with `helm template`");
  }

  @Test
  void shouldSayThatThereIsNothing() throws Exception {
    assertThat(notes(lint("", "-"))).containsExactly("is empty");
    assertThat(notes(lint("# nothing\n---\n", "-"))).containsExactly("is empty");
    assertThat(notes(lint("", folder.toString())))
        .containsExactly("no *.yaml, *.yml or *.json below it");
    assertThat(notes(lint("", folder.resolve("none").toString())))
        .containsExactly("there is no such file or folder");
  }

  @Test
  void shouldSkipWhatIsNoObject() {
    assertThat(notes(lint("- a\n---\nb: c\n---\ntext\n", "-")))
        .containsExactly(
            "1: skipped, as it has no kind: not a Kubernetes object",
            "3: skipped, as it has no kind: not a Kubernetes object",
            "5: skipped, as it has no kind: not a Kubernetes object");
  }

  @Test
  void shouldReadEncodingsThatSayWhatTheyAre() throws Exception {
    String text = "\uFEFF" + pod("p1", "x");

    assertThat(found(lintBytes(text.getBytes(StandardCharsets.UTF_16LE)))).hasSize(1);
    assertThat(found(lintBytes(text.getBytes(StandardCharsets.UTF_16BE)))).hasSize(1);
    assertThat(found(lintBytes(text.getBytes(StandardCharsets.UTF_8)))).hasSize(1);
  }

  @Test
  void shouldNotTakeOtherBytesForText() throws Exception {
    assertThat(notes(lintBytes("name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1))))
        .containsExactly("is not text in UTF-8, nor in UTF-16 or UTF-32 with a mark");
    assertThat(notes(lintBytes(pod("p1", "x").getBytes(StandardCharsets.UTF_16LE))))
        .singleElement()
        .asString()
        .contains("the character U+0000 cannot be in a text file");
    assertThat(notes(lintBytes(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0})))
        .singleElement()
        .asString()
        .contains("U+007F cannot be in a text file");
  }

  @Test
  void shouldSkipADocumentThatIsTooLong() {
    String huge = "a: '" + "x".repeat(DocumentSplitter.MOST_CHARACTERS) + "'\n---\n";

    LintResult result = lint(huge + pod("p1", "x"), "-");

    assertThat(found(result)).hasSize(1);
    assertThat(notes(result))
        .containsExactly("1: skipped a document of more than 4194304 characters");
  }

  @Test
  void shouldJudgeTooManyWorkersInParts() {
    String container = "{name: a, env: [" + "{name: A, value: b}, ".repeat(1_000) + "]}";
    String large = pod("p1", "x").replace("containers: []", "containers: [" + container + "]");

    LintResult result = lint((large + "---\n").repeat(120), "-");

    assertThat(result.counts().workers()).isEqualTo(120);
    assertThat(result.counts().info()).isEqualTo(120);
    assertThat(notes(result))
        .isNotEmpty()
        .allMatch(note -> note.startsWith("too large to look at as a whole"));
  }

  @Test
  void shouldReadAListButNoListOfLists() {
    String list =
        """
        kind: List
        items:
        - kind: List
          items: []
        - kind: Pod
          metadata: {labels: {llm-d.ai/role: prefill}}
        """;

    assertThat(found(lint(list, "-"))).containsExactly("Pod without a name: 0 others");
  }
}
