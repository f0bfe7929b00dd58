package io.kvlane.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.agent.samples.Repository;
import io.kvlane.agent.samples.Sysfs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Checks of captured trees, which need no process. */
class CheckCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path tree;

  @BeforeEach
  void capture() throws Exception {
    tree = Files.createDirectories(directory.resolve("tree"));
    write("proc/sys/kernel/hostname", "gpu-7");
    write("proc/sys/kernel/osrelease", "6.8.0-1021-aws");
    write("sys/module/mlx5_core/version", "24.10");
    Files.createDirectories(tree.resolve("sys/bus/pci/devices"));
  }

  private void write(String file, String content) throws Exception {
    Path path = tree.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content + "\n");
  }

  private int check(String... options) {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.addAll(List.of(options));
    CommandLine line = KvlaneMain.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments.toArray(String[]::new));
  }

  private int checkTree(String... options) {
    List<String> arguments = new ArrayList<>(List.of("--host-root", tree.toString()));
    arguments.addAll(List.of(options));
    return check(arguments.toArray(String[]::new));
  }

  @Test
  void shouldFindACapturedNodeHealthy() {
    new Sysfs(tree).device("mlx5_0");

    assertThat(checkTree()).as(out.toString()).isZero();

    assertThat(out.toString())
        .contains("on node gpu-7 at ")
        .contains("  kernel 6.8.0-1021-aws\n")
        .contains("  mlx5_0:1  active (LinkUp)  400 Gb/sec (4X NDR)  infiniband  -")
        .contains("healthy: 0 findings\n")
        .contains("Not judged: the path that bytes take")
        .doesNotContain("Transfers");
    assertThat(err).hasToString("checking the files below " + tree + " …\n");
  }

  @Test
  void shouldNotGiveATreeWithoutAHostNameTheNameOfThisMachine() throws Exception {
    Files.delete(tree.resolve("proc/sys/kernel/hostname"));

    checkTree("--json", "--quiet");

    assertThat(JSON.readTree(out.toString()).path("node").asText()).isEqualTo("unnamed");
  }

  @Test
  void shouldEndWithTheWorstOfItsFindings() {
    new Sysfs(tree).device("mlx5_0").device("mlx5_1").state("mlx5_1", "1: DOWN", "2: Polling");

    assertThat(checkTree()).isEqualTo(1);

    assertThat(out.toString())
        .contains("  warning  rdma-port-down  mlx5_1:1\n")
        .contains("    seen: state down (Polling), ")
        .contains("    fix: Look at cable")
        .contains("warnings: 1 finding\n");
  }

  @Test
  void shouldEndCriticalWhereTheExpectedPathIsGone() throws Exception {
    new Sysfs(tree).device("mlx5_0").state("mlx5_0", "1: DOWN", "2: Polling");
    Path config = Files.writeString(directory.resolve("c.properties"), "kvlane.expected-path=rdma");

    assertThat(checkTree("--config", config.toString())).as(out.toString()).isEqualTo(2);
  }

  @Test
  void shouldPrintOneDocument() throws Exception {
    new Sysfs(tree).device("mlx5_0").device("mlx5_1").state("mlx5_1", "1: DOWN", "2: Polling");

    assertThat(checkTree("--json", "--quiet")).isEqualTo(1);

    JsonNode document = JSON.readTree(out.toString());
    assertThat(document.path("node").asText()).isEqualTo("gpu-7");
    assertThat(document.path("outcome").asText()).isEqualTo("warnings");
    assertThat(document.path("exitStatus").asInt()).isEqualTo(1);
    assertThat(document.path("devices")).hasSize(2);
    assertThat(document.path("gpus").isArray()).isTrue();
    assertThat(document.path("verdicts").path("gpuDirect").isArray()).isTrue();
    JsonNode finding = document.path("findings").path(0);
    for (String key : List.of("rule", "severity", "subject", "evidence", "fix", "runbook")) {
      assertThat(finding.has(key)).as(key).isTrue();
    }
    assertThat(err).hasToString("");
  }

  @Test
  void shouldNotCallHealthyWhatItCouldNotRead() throws Exception {
    write("sys/class/infiniband", "not a directory");

    assertThat(checkTree()).as(out.toString()).isEqualTo(3);
    assertThat(out.toString())
        .contains("not checked: 0 findings; could not check the RDMA devices: ");
  }

  @Test
  void shouldNotCallHealthyWhatHasNoKernel() throws Exception {
    Files.delete(tree.resolve("proc/sys/kernel/osrelease"));

    assertThat(checkTree()).as(out.toString()).isEqualTo(3);
    assertThat(out.toString()).contains("; could not check the host: ");
  }

  @Test
  void shouldSayThatADirectoryIsMissing() {
    assertThat(check("--host-root", directory.resolve("none").toString())).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("kvlane: kvlane.host-root: ")
        .endsWith(" is not a directory: name one that is\n");
  }

  @Test
  void shouldEndWithThreeForBadArguments() {
    assertThat(check("--fast")).isEqualTo(3);
    assertThat(err.toString()).contains("Unknown option: '--fast'", "Usage: kvlane check");
  }

  /** The machines under native-probes' tests, with what their READMEs say must be found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "efa | 3 | ''",
        "gb200-dmabuf | 0 | ''",
        "h100-degraded | 1 | gpu-nearest-nic 0000:52:00.0, pcie-link-degraded mlx5_5,"
            + " rdma-port-down mlx5_2:1, rdma-port-slow mlx5_5:1",
        "h100-infiniband | 0 | ''",
        "mlx5-infiniband | 1 | rdma-device-file-missing mlx5_1, rdma-port-down mlx5_1:1,"
            + " rdma-device-file-missing rdma_cm",
        "mlx5-roce-bond | 3 | rdma-device-file-missing rdma_cm",
        "no-pma | 1 | rdma-namespace-exclusive node, rdma-port-down mthca0:10",
        "no-rdma | 0 | ''",
        "p5-efa | 0 | ''",
        "roce-dual-port | 1 | pci-peer-to-peer-blocked node",
        "soft-roce | 3 | rdma-device-file-missing rdma_cm",
      })
  void shouldFindInAFixtureWhatItsReadmeSays(String fixture, int status, String findings)
      throws Exception {
    Path root = Repository.file("native-probes/src/test/hosts").resolve(fixture);

    assertThat(check("--host-root", root.toString(), "--json", "--quiet")).isEqualTo(status);

    List<String> found = new ArrayList<>();
    for (JsonNode finding : JSON.readTree(out.toString()).path("findings")) {
      found.add(finding.path("rule").asText() + " " + finding.path("subject").asText());
    }
    assertThat(String.join(", ", found)).isEqualTo(findings);
  }

  @Test
  void shouldKnowWhatToFindInEveryFixture() throws Exception {
    Path hosts = Repository.file("native-probes/src/test/hosts");
    CsvSource known =
        CheckCommandTest.class
            .getDeclaredMethod(
                "shouldFindInAFixtureWhatItsReadmeSays", String.class, int.class, String.class)
            .getAnnotation(CsvSource.class);

    try (Stream<Path> fixtures = Files.list(hosts)) {
      assertThat(fixtures.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(known.value()).map(row -> row.split(" ", 2)[0]).toList());
    }
  }
}
