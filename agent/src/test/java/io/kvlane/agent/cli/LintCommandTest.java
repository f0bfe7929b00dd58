package io.kvlane.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.agent.samples.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LintCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int lint(String... options) {
    List<String> arguments = new ArrayList<>(List.of("lint"));
    arguments.addAll(List.of(options));
    CommandLine line = KvlaneMain.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments.toArray(String[]::new));
  }

  private static String corpus(String file) {
    return Repository.file("agent/src/test/resources/lint").resolve(file).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "guide-efa.yaml, efa, 0",
    "guide-production.yaml, infiniband, 1",
    "dynamo-vllm-tcp.yaml, infiniband, 2",
  })
  void shouldEndAsACheckDoes(String file, String platform, int status) {
    assertThat(lint(corpus(file), "--platform", platform)).as(out.toString()).isEqualTo(status);
    assertThat(err).hasToString("");
  }

  @Test
  void shouldSayWhatIsWrongWhereAndHowToMendIt() {
    String file = corpus("guide-production.yaml");

    lint("--platform", "infiniband", file);

    assertThat(out.toString())
        .startsWith(
            file
                + ":34: warning  worker-ucx-rendezvous  DynamoGraphDeployment guide,"
                + " VLLMPrefillWorker\n")
        .contains("  seen: UCX_RNDV_THRESH=0\n", "  fix: Unset UCX_RNDV_THRESH")
        .endsWith(
            "warnings: 2 findings (0 critical, 2 warning, 0 info), 0 not known; 1 worker,"
                + " 1 document, 1 file\n");
  }

  @Test
  void shouldPrintADocument() throws Exception {
    assertThat(lint("--output", "json", corpus("dynamo-sglang-efa.yaml"))).isEqualTo(2);

    JsonNode document = JSON.readTree(out.toString());
    assertThat(document.path("outcome").asText()).isEqualTo("critical");
    assertThat(document.path("exitStatus").asInt()).isEqualTo(2);
    assertThat(document.path("counts").path("workers").asInt()).isEqualTo(2);
    assertThat(document.path("counts").path("critical").asInt()).isEqualTo(2);
    assertThat(document.path("counts").path("unknown").asInt()).isEqualTo(2);
    JsonNode finding = document.path("findings").path(0);
    for (String key :
        List.of(
            "rule",
            "severity",
            "file",
            "line",
            "object",
            "summary",
            "evidence",
            "fix",
            "runbook")) {
      assertThat(finding.has(key)).as(key).isTrue();
    }
    assertThat(finding.path("runbook").asText()).isEqualTo("runbooks/worker-efa-backend.md");
    JsonNode unknown = document.path("unknown").path(0);
    assertThat(unknown.path("rule").asText()).isEqualTo("worker-efa-get-zcopy");
    assertThat(unknown.path("why").asText()).isNotEmpty();
    assertThat(document.path("notes").isArray()).isTrue();
  }

  @Test
  void shouldNotCallHealthyWhatItCouldNotRead() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.yaml"), "a: [\n");

    assertThat(lint(broken.toString(), corpus("guide-efa.yaml"))).isEqualTo(3);
    assertThat(out.toString())
        .contains(broken + ":2: not YAML: ")
        .contains("not checked: 0 findings")
        .endsWith("; could not read one part\n");
  }

  @Test
  void shouldNotCallHealthyWhatHasNoWorker() throws Exception {
    Path service = Files.writeString(directory.resolve("service.yaml"), "kind: Service\n");

    assertThat(lint(service.toString())).isEqualTo(3);
    assertThat(out.toString())
        .contains("  skipped kinds that make no pods: Service\n")
        .endsWith("; no prefill or decode worker found\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--platform=ethernet | --platform is infiniband, roce or efa, not 'ethernet'",
        "--output=xml | --output is text or json, not 'xml'",
        "--strict | Unknown option: '--strict'",
      })
  void shouldEndWithThreeForBadArguments(String option, String message) {
    assertThat(lint(option, corpus("guide-efa.yaml"))).isEqualTo(3);
    assertThat(err.toString()).contains(message, "Usage: kvlane lint");
  }

  @Test
  void shouldNotLetAFileSpeakToTheTerminal() throws Exception {
    Path pod =
        Files.writeString(
            directory.resolve("pod.yaml"),
            """
            kind: Pod
            metadata: {name: "a\\e[31m\\nb", labels: {llm-d.ai/role: decode}}
            spec: {containers: [{image: vllm}]}
            """);

    lint(pod.toString());

    assertThat(out.toString()).contains("  Pod a [31m b\n").doesNotContain("\u001b");
  }

  @Test
  void shouldAskForAFile() {
    assertThat(lint()).isEqualTo(3);
    assertThat(err.toString()).contains("Missing required parameter: 'FILE'");
  }
}
