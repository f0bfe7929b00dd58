package io.kvlane.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Certificates;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.workload.RoleSelectors;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.peer.InterestGroup;
import io.kvlane.core.profile.KvLayout;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.probes.host.HostRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {

  @TempDir private Path directory;

  @Test
  void shouldHaveADefaultForEverything() throws ConfigException {
    assertThat(Given.nothing())
        .isEqualTo(
            new Settings(
                new HostRoot(Path.of("/")).hostName().orElseThrow(),
                Path.of("/"),
                Path.of("/var/lib/kvlane"),
                Optional.empty(),
                OptionalInt.empty(),
                List.of(
                    KvPreset.LLAMA_3_1_8B.profile(),
                    new KvProfile("contiguous", TransferShape.contiguous(1 << 30))),
                "0.0.0.0",
                9977,
                new ControlSettings("0.0.0.0", 9978, Optional.empty(), List.of()),
                new PeerSettings(Duration.ofSeconds(20), List.of(), 32, 0.4, Optional.empty()),
                new LiveTrafficSettings(0.2, Duration.ofSeconds(150)),
                Duration.ofSeconds(60),
                16 << 20,
                64 << 20,
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Nodes.KUBERNETES,
                ReportSettings.NONE,
                true));
  }

  @Test
  void shouldReadEveryKeyFromTheFile() throws Exception {
    Certificates.make(directory);
    Settings settings =
        Given.file(
            directory,
            """
            kvlane.node-name=node-7
            kvlane.host-root=%1$s
            kvlane.state-directory=%1$s/state
            kvlane.expected-path=gpudirect-rdma
            kvlane.expected-rdma-devices=8
            kvlane.profiles=deepseek-mla, contiguous
            kvlane.http.host=127.0.0.1
            kvlane.http.port=1234
            kvlane.peers=node-7=10.0.0.7 node-8=10.0.0.8, node-9=[fd00::9]:1000
            kvlane.control.host=127.0.0.2
            kvlane.control.port=4321
            kvlane.control.certificate-file=%1$s/agent.crt
            kvlane.control.key-file=%1$s/agent.key
            kvlane.control.authority-file=%1$s/ca.crt
            kvlane.peer.epoch=1m
            kvlane.peer.interest=node-8,node-7:node-9  a.b:c
            kvlane.peer.most-shown=7
            kvlane.peer.least-link-percent=75
            kvlane.transfer.live-traffic-percent=5
            kvlane.transfer.live-traffic-patience=1h
            kvlane.transfer.enabled=false
            kvlane.transfer.interval=2m
            kvlane.transfer.budget-per-second=1GiB
            kvlane.transfer.max-bytes=1048576
            kvlane.transfer.max-duration=PT1S
            kvlane.transfer.deadline=10
            kvlane.transfer.start-deadline=20s
            kvlane.ucx.library-directory=%1$s
            kvlane.ucx.environment=UCX_TLS=rc,tcp  UCX_RNDV_THRESH=
            kvlane.gpu.library-directory=%1$s
            kvlane.kubernetes.enabled=true
            kvlane.kubernetes.pairs-of-interest=false
            kvlane.kubernetes.prefill-selector=app=llm, example.com/stage=prefill
            kvlane.kubernetes.decode-selector=app=llm
            kvlane.kubernetes.deployment-label=example.com/model
            kvlane.kubernetes.rdma-resources=example.com/ib, example.com/roce
            kvlane.kubernetes.pod-resources-socket=%1$s/kubelet.sock
            kvlane.kubernetes.node-condition=true
            kvlane.kubernetes.events=true
            """
                .formatted(directory));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "node-7",
                directory,
                directory.resolve("state"),
                Optional.of(ExpectedPath.GPUDIRECT_RDMA),
                OptionalInt.of(8),
                List.of(
                    KvPreset.DEEPSEEK_MLA.profile(),
                    new KvProfile("contiguous", TransferShape.contiguous(1 << 30))),
                "127.0.0.1",
                1234,
                new ControlSettings(
                    "127.0.0.2",
                    4321,
                    Optional.of(
                        new ControlSettings.Credentials(
                            directory.resolve("agent.crt"),
                            directory.resolve("agent.key"),
                            directory.resolve("ca.crt"))),
                    List.of(
                        new Peer("node-8", "10.0.0.8", 4321), new Peer("node-9", "fd00::9", 1000))),
                new PeerSettings(
                    Duration.ofMinutes(1),
                    List.of(
                        new InterestGroup(List.of("node-7", "node-8"), List.of("node-9")),
                        new InterestGroup(List.of("a.b"), List.of("c"))),
                    7,
                    0.75,
                    Optional.empty()),
                new LiveTrafficSettings(0.05, Duration.ofHours(1)),
                Duration.ofMinutes(2),
                1 << 30,
                1 << 20,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Optional.of(directory),
                Map.of("UCX_TLS", "rc,tcp", "UCX_RNDV_THRESH", ""),
                Optional.of(directory),
                new KubernetesSettings(
                    KubernetesSettings.Use.TRUE,
                    false,
                    new RoleSelectors(
                        Map.of("app", "llm", "example.com/stage", "prefill"), Map.of("app", "llm")),
                    Optional.of("example.com/model"),
                    List.of("example.com/ib", "example.com/roce"),
                    directory.resolve("kubelet.sock")),
                new ReportSettings(true, true),
                false));
  }

  @Test
  void shouldNameTheNodeAfterItsHostWhateverThatNameResolvesTo() throws Exception {
    Path names = Files.createDirectories(directory.resolve("proc/sys/kernel"));
    Files.writeString(names.resolve("hostname"), "resolves-to-nothing\n");

    assertThat(Given.file(directory, "kvlane.host-root=" + directory).nodeName())
        .isEqualTo("resolves-to-nothing");
  }

  @Test
  void shouldPreferTheFileToDefaults() throws Exception {
    assertThat(Given.file(directory, "kvlane.node-name=of-file").nodeName()).isEqualTo("of-file");
  }

  @Test
  void shouldPreferTheEnvironmentToTheFile() throws Exception {
    Path file = Given.written(directory, "kvlane.node-name=of-file\nkvlane.http.port=1");

    Settings settings =
        ConfigLoader.load(
            Optional.of(file), Map.of("KVLANE_NODE_NAME", "of-environment"), Map.of());

    assertThat(settings.nodeName()).isEqualTo("of-environment");
    assertThat(settings.httpPort()).isEqualTo(1);
  }

  @Test
  void shouldPreferOptionsToEverything() throws Exception {
    Path file = Given.written(directory, "kvlane.node-name=of-file");

    Settings settings =
        ConfigLoader.load(
            Optional.of(file),
            Map.of("KVLANE_NODE_NAME", "of-environment"),
            Map.of("kvlane.node-name", "of-options"));

    assertThat(settings.nodeName()).isEqualTo("of-options");
  }

  @Test
  void shouldReadEveryKeyFromTheEnvironment() throws ConfigException {
    for (ConfigKey key : ConfigKeys.fixed()) {
      String value = key.defaultValue().orElse("");

      assertThat(ConfigEnvironment.read(Map.of(key.environmentVariable(), value)))
          .containsExactly(Map.entry(key.name(), value));
    }
  }

  @Test
  void shouldNameKeysAsTheMappingDoes() throws Exception {
    StringBuilder file = new StringBuilder("kvlane.profiles=mine\n");
    ConfigKeys.fixed().stream()
        .filter(key -> !key.name().equals("kvlane.profiles"))
        .forEach(key -> file.append(key.name() + "=" + key.defaultValue().orElse("") + "\n"));
    ConfigKeys.ofProfiles()
        .forEach(key ->
            file.append(key.name().replace("NAME", "mine"))
                .append("=")
                .append(
                    switch (key.type()) {
                      case WHOLE_NUMBER -> "8";
                      default -> key.name().endsWith("layout") ? "split" : "llama-3.1-8b";
                    })
                .append("\n"));

    // The mapping itself refuses a key that it does not have.
    assertThat(Given.file(directory, file.toString()).profiles())
        .containsExactly(new KvProfile("mine", new TransferShape(16, 1, 8 * 1 * 8 * 8)));
  }

  @Test
  void shouldTakeEmptyValuesOfOptionalKeysAsUnset() throws ConfigException {
    Settings settings =
        Given.environment(
            "KVLANE_NODE_NAME", "",
            "KVLANE_EXPECTED_PATH", " ",
            "KVLANE_UCX_LIBRARY_DIRECTORY", "",
            "KVLANE_UCX_ENVIRONMENT", "");

    assertThat(settings).isEqualTo(Given.nothing());
  }

  @Test
  void shouldTakeValuesLiterally() throws Exception {
    assertThat(Given.file(directory, "kvlane.node-name=${HOME}").nodeName()).isEqualTo("${HOME}");
    assertThat(Given.environment("KVLANE_NODE_NAME", "a,b\\c").nodeName()).isEqualTo("a,b\\c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KVLANE_JAVA_OPTS", "KVLANE_PROBE_JAVA_OPTS"})
  void shouldLeaveAloneWhatTheLauncherReads(String variable) throws ConfigException {
    assertThat(Given.environment(variable, "-Xmx64m")).isEqualTo(Given.nothing());
  }

  @Test
  void shouldLeaveAloneWhatKubernetesSetsForAService() throws ConfigException {
    Settings settings =
        Given.environment(
            "KVLANE_SERVICE_HOST", "10.0.0.11",
            "KVLANE_SERVICE_PORT", "9977",
            "KVLANE_SERVICE_PORT_METRICS", "9977",
            "KVLANE_PORT", "tcp://10.0.0.11:9977",
            "KVLANE_PORT_9977_TCP", "tcp://10.0.0.11:9977",
            "KVLANE_PORT_9977_TCP_PROTO", "tcp",
            "KVLANE_AGENT_PORT_9977_TCP_ADDR", "10.0.0.11");

    assertThat(settings).isEqualTo(Given.nothing());
  }

  @Test
  void shouldLeaveAloneOtherPeoplesVariables() throws ConfigException {
    assertThat(Given.environment("PATH", "/bin", "kvlane.foo", "1", "KVLANE", "x"))
        .isEqualTo(Given.nothing());
  }

  @Test
  void shouldBuildAProfileOnAPreset() throws Exception {
    Settings settings =
        Given.file(
            directory,
            """
            kvlane.profiles=llama.tp8
            kvlane.profile."llama.tp8".preset=llama-3.1-8b
            kvlane.profile."llama.tp8".tensor-parallel=8
            """);

    // 32 layers, keys and values apart; 500 blocks of 16 tokens; one head of 128 bf16 elements.
    assertThat(settings.profiles())
        .containsExactly(new KvProfile("llama.tp8", new TransferShape(64, 500, 16 * 128 * 2)));
  }

  @Test
  void shouldBuildAProfileFromScratch() throws Exception {
    Settings settings =
        Given.file(
            directory,
            """
            kvlane.profiles=mine
            kvlane.profile.mine.layers=10
            kvlane.profile.mine.kv-heads=4
            kvlane.profile.mine.head-elements=64
            kvlane.profile.mine.element-bytes=1
            kvlane.profile.mine.layout=%s
            kvlane.profile.mine.tensor-parallel=2
            kvlane.profile.mine.block-tokens=16
            """
                .formatted(KvLayout.PACKED.label()));

    // A packed layer is one region with keys and values; 8000 tokens by default; 2 heads a rank.
    assertThat(settings.profiles())
        .containsExactly(new KvProfile("mine", new TransferShape(10, 500, 2 * 16 * 2 * 64)));
  }
}
