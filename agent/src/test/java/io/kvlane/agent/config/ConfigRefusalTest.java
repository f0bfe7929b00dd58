package io.kvlane.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad configuration gets one line that names the key and says what to do. */
class ConfigRefusalTest {

  private static final String MINE = "kvlane.profiles=mine\nkvlane.profile.\"mine\".";

  @TempDir private Path directory;

  /** Content of a file and the message, FILE being the file's name. */
  static Stream<Arguments> files() {
    return Stream.of(
        // Keys.
        arguments(
            "kvlane.foo=1",
            "FILE: there is no key kvlane.foo: remove it, or look it up in the configuration"
                + " reference"),
        arguments(
            "kvlane.transfer.intervall=1s",
            "FILE: there is no key kvlane.transfer.intervall: did you mean"
                + " kvlane.transfer.interval?"),
        arguments(
            "kvlane.nodeName=x",
            "FILE: there is no key kvlane.nodeName: did you mean kvlane.node-name?"),
        arguments(
            "quarkus.http.port=1",
            "FILE: there is no key quarkus.http.port: remove it, or look it up in the configuration"
                + " reference"),
        arguments(
            MINE + "preset=llama-3.1-8b\nkvlane.profile.mine.layer=3",
            "FILE: there is no key kvlane.profile.mine.layer: did you mean"
                + " kvlane.profile.\"NAME\".layers?"),
        arguments(
            "kvlane.profile.my.model.preset=llama-3.1-8b",
            "FILE: there is no key kvlane.profile.my.model.preset: write"
                + " kvlane.profile.\"NAME\".KEY, with quotes where the name has dots"),
        // Kubernetes.
        arguments(
            "kvlane.kubernetes.enabled=maybe",
            "kvlane.kubernetes.enabled is 'maybe': write auto, true or false"),
        arguments(
            "kvlane.kubernetes.pairs-of-interest=1",
            "kvlane.kubernetes.pairs-of-interest is '1': write true or false"),
        arguments(
            "kvlane.kubernetes.node-condition=yes",
            "kvlane.kubernetes.node-condition is 'yes': write true or false"),
        arguments(
            "kvlane.kubernetes.events=no", "kvlane.kubernetes.events is 'no': write true or false"),
        arguments(
            "kvlane.kubernetes.prefill-selector=app",
            "kvlane.kubernetes.prefill-selector: 'app' is not label=value; separate several by"
                + " commas"),
        arguments(
            "kvlane.kubernetes.decode-selector=a b=c",
            "kvlane.kubernetes.decode-selector: 'a b' is not a name as Kubernetes writes it, such"
                + " as example.com/name"),
        arguments(
            "kvlane.kubernetes.decode-selector=app=c d",
            "kvlane.kubernetes.decode-selector: 'c d' is no value of a label"),
        arguments(
            "kvlane.kubernetes.deployment-label=/x",
            "kvlane.kubernetes.deployment-label: '/x' is not a name as Kubernetes writes it, such"
                + " as example.com/name"),
        arguments(
            "kvlane.kubernetes.rdma-resources=rdma/ib, a/b/c",
            "kvlane.kubernetes.rdma-resources: 'a/b/c' is not a name as Kubernetes writes it, such"
                + " as example.com/name"),
        // Other nodes.
        arguments(
            "kvlane.peers=node-2=10.0.0.2",
            "kvlane.peers needs certificates: set kvlane.control.certificate-file,"
                + " kvlane.control.key-file and kvlane.control.authority-file"),
        arguments(
            "kvlane.peers=10.0.0.2",
            "kvlane.peers: '10.0.0.2' is not NAME=HOST or NAME=HOST:PORT, such as"
                + " node-2=10.0.0.2"),
        arguments(
            "kvlane.peers=node-2=10.0.0.2:0",
            "kvlane.peers: the port of node-2 is 0, but must be between 1 and 65535"),
        arguments(
            "kvlane.peers=node-2=10.0.0.2 node-2=10.0.0.3",
            "kvlane.peers names node-2 twice: name it once"),
        arguments(
            "kvlane.peer.epoch=4s", "kvlane.peer.epoch is 4s, but must be between 5s and 3600s"),
        arguments(
            "kvlane.peer.interest=node-1:node-2 node-3>node-4",
            "kvlane.peer.interest: 'node-3>node-4' is not PREFILL:DECODE, such as"
                + " node-1,node-2:node-3,node-4"),
        arguments(
            "kvlane.peer.most-shown=257",
            "kvlane.peer.most-shown is 257, but must be between 0 and 256"),
        arguments(
            "kvlane.peer.least-link-percent=-1",
            "kvlane.peer.least-link-percent is -1, but must be between 0 and 100"),
        arguments(
            "kvlane.peer.service=a/b/c",
            "kvlane.peer.service: 'a/b/c' is neither NAME nor NAMESPACE/NAME"),
        arguments(
            "kvlane.peer.service=kvlane",
            "kvlane.peer.service needs certificates: set kvlane.control.certificate-file,"
                + " kvlane.control.key-file and kvlane.control.authority-file"),
        arguments(
            "kvlane.transfer.live-traffic-percent=0",
            "kvlane.transfer.live-traffic-percent is 0, but must be between 1 and 100"),
        arguments(
            "kvlane.transfer.live-traffic-patience=9s",
            "kvlane.transfer.live-traffic-patience is 9s, but must be between 10s and 1d"),
        arguments(
            "kvlane.control.port=70000",
            "kvlane.control.port is 70000, but must be between 1 and 65535"),
        arguments(
            "kvlane.control.key-file=/nowhere/agent.key",
            "kvlane.control.certificate-file, kvlane.control.key-file and"
                + " kvlane.control.authority-file belong together: set all three or none"),
        // HTTP.
        arguments("kvlane.http.port=0", "kvlane.http.port is 0, but must be between 1 and 65535"),
        arguments(
            "kvlane.http.port=70000", "kvlane.http.port is 70000, but must be between 1 and 65535"),
        arguments("kvlane.http.port=abc", "FILE: kvlane.http.port: 'abc' is not a whole number"),
        arguments(
            "kvlane.http.port=99999999999", "FILE: kvlane.http.port: '99999999999' is too large"),
        arguments(
            "kvlane.http.port=",
            "FILE: kvlane.http.port is empty: give it a value, or leave it out"),
        // Sizes.
        arguments(
            "kvlane.transfer.budget-per-second=0",
            "kvlane.transfer.budget-per-second is 0 bytes, but must be between 1MiB and 1024GiB"),
        arguments(
            "kvlane.transfer.budget-per-second=1025KiB\nkvlane.transfer.max-bytes=1025MiB",
            "kvlane.transfer.max-bytes is 1025MiB, but must be between 64KiB and 1GiB"),
        arguments(
            "kvlane.transfer.budget-per-second=-1MiB",
            "FILE: kvlane.transfer.budget-per-second: '-1MiB' is not a size: write bytes, or a"
                + " number with KiB, MiB or GiB, such as 64MiB"),
        arguments(
            "kvlane.transfer.budget-per-second=16MB",
            "FILE: kvlane.transfer.budget-per-second: '16MB' is not a size: write bytes, or a"
                + " number with KiB, MiB or GiB, such as 64MiB"),
        arguments(
            "kvlane.transfer.max-bytes=9999999GiB",
            "kvlane.transfer.max-bytes is 9999999GiB, but must be between 64KiB and 1GiB"),
        arguments(
            "kvlane.transfer.max-bytes=999999999999GiB",
            "FILE: kvlane.transfer.max-bytes: '999999999999GiB' is too large"),
        arguments(
            "kvlane.transfer.max-bytes=65535",
            "kvlane.transfer.max-bytes is 65535 bytes, but must be between 64KiB and 1GiB"),
        // Durations.
        arguments(
            "kvlane.transfer.interval=soon",
            "FILE: kvlane.transfer.interval: 'soon' is not a duration: write a number with ms, s,"
                + " m, h or d, such as 30s"),
        arguments(
            "kvlane.transfer.interval=999ms",
            "kvlane.transfer.interval is 999ms, but must be between 1s and 1d"),
        arguments(
            "kvlane.transfer.interval=-5s",
            "kvlane.transfer.interval is -5s, but must be between 1s and 1d"),
        arguments(
            "kvlane.transfer.interval=2d",
            "kvlane.transfer.interval is 2d, but must be between 1s and 1d"),
        arguments(
            "kvlane.transfer.interval=999999999999999999d",
            "FILE: kvlane.transfer.interval: '999999999999999999d' is too large"),
        arguments(
            "kvlane.transfer.max-duration=9ms",
            "kvlane.transfer.max-duration is 9ms, but must be between 10ms and 10s"),
        arguments(
            "kvlane.transfer.start-deadline=61s",
            "kvlane.transfer.start-deadline is 61s, but must be between 1s and 60s"),
        arguments(
            "kvlane.transfer.deadline=30s",
            "kvlane.transfer.deadline is 30s, but must be longer than kvlane.transfer.max-duration"
                + " (250ms) and shorter than half of kvlane.transfer.interval (60s)"),
        arguments(
            "kvlane.transfer.deadline=250ms",
            "kvlane.transfer.deadline is 250ms, but must be longer than"
                + " kvlane.transfer.max-duration (250ms) and shorter than half of"
                + " kvlane.transfer.interval (60s)"),
        arguments(
            "kvlane.transfer.deadline=PT999999999999999999.5S",
            "kvlane.transfer.deadline is 999999999999999999s, but must be longer than"
                + " kvlane.transfer.max-duration (250ms) and shorter than half of"
                + " kvlane.transfer.interval (60s)"),
        // Profiles.
        arguments(
            "kvlane.profiles=llama",
            "kvlane.profiles: 'llama' is not one of: llama-3.1-8b, llama-3.1-70b, deepseek-mla,"
                + " contiguous; or define it as kvlane.profile.\"llama\""),
        arguments(
            "kvlane.profiles=contiguous,contiguous",
            "kvlane.profiles names contiguous twice: name it once"),
        arguments(
            "kvlane.profiles=a,b,c,d,e,f,g,h,i", "kvlane.profiles names 9 profiles: name 1 to 8"),
        arguments(
            "kvlane.profiles=", "FILE: kvlane.profiles is empty: give it a value, or leave it out"),
        arguments(
            "kvlane.profiles=,",
            "FILE: kvlane.profiles: ',' is not a list: write values separated by commas"),
        arguments(
            MINE + "layers=3",
            "kvlane.profile.\"mine\".kv-heads is missing: set it, or name a preset"),
        arguments(
            MINE + "preset=llama-3.1-8b\nkvlane.profile.mine.tensor-parallel=3",
            "kvlane.profile.\"mine\": tensor-parallel 3 does not share 8 key-value heads evenly:"
                + " use a divisor or a multiple"),
        arguments(
            MINE + "preset=llama-3.1-8b\nkvlane.profile.mine.layers=0",
            "kvlane.profile.\"mine\": layers is 0, but must be between 1 and 1024"),
        arguments(
            MINE + "preset=llama-3.1-8b\nkvlane.profile.mine.layers=many",
            "FILE: kvlane.profile.mine.layers: 'many' is not a whole number"),
        arguments(
            MINE + "preset=llama-3.1-8b\nkvlane.profile.mine.layout=flat",
            "kvlane.profile.\"mine\".layout: 'flat' is not one of: split, packed, mla"),
        arguments(
            MINE + "preset=llama",
            "kvlane.profile.\"mine\".preset: 'llama' is not one of: llama-3.1-8b, llama-3.1-70b,"
                + " deepseek-mla"),
        arguments(
            "kvlane.profile.\"mine\".preset=llama-3.1-8b",
            "kvlane.profile.\"mine\" is defined but not used: add its name to kvlane.profiles, or"
                + " remove it"),
        arguments(
            "kvlane.profile.contiguous.preset=llama-3.1-8b",
            "kvlane.profile.\"contiguous\": there is a profile of that name already: choose another"
                + " name"),
        arguments(
            "kvlane.profile.llama-3.1-8b.preset=llama-3.1-8b",
            "FILE: there is no key kvlane.profile.llama-3.1-8b.preset: write"
                + " kvlane.profile.\"NAME\".KEY, with quotes where the name has dots"),
        arguments(
            "kvlane.profile.\"llama-3.1-8b\".layers=4",
            "kvlane.profile.\"llama-3.1-8b\": there is a profile of that name already: choose"
                + " another name"),
        arguments(
            "kvlane.profiles=Mine\nkvlane.profile.Mine.preset=llama-3.1-8b",
            "kvlane.profile.\"Mine\": profile name 'Mine' must be lower-case letters, digits, dots"
                + " and dashes, at most 40"),
        // The rest.
        arguments(
            "kvlane.expected-path=gpu",
            "kvlane.expected-path: 'gpu' is not one of: gpudirect-rdma, rdma, tcp"),
        arguments(
            "kvlane.expected-rdma-devices=-1",
            "kvlane.expected-rdma-devices is -1, but must be between 0 and 1024"),
        arguments(
            "kvlane.expected-path=two\\nlines",
            "kvlane.expected-path: 'two lines' is not one of: gpudirect-rdma, rdma, tcp"),
        arguments(
            "kvlane.host-root=/nonexistent",
            "kvlane.host-root: /nonexistent is not a directory: name one that is"),
        arguments(
            "kvlane.ucx.library-directory=/nonexistent",
            "kvlane.ucx.library-directory: /nonexistent is not a directory: name one that is"),
        arguments(
            "kvlane.gpu.library-directory=/nonexistent",
            "kvlane.gpu.library-directory: /nonexistent is not a directory: name one that is"),
        arguments(
            "kvlane.state-directory=a\\u0000b",
            "FILE: kvlane.state-directory: 'a b' is not a path"),
        arguments(
            "kvlane.ucx.environment=UCX_TLS",
            "kvlane.ucx.environment: 'UCX_TLS' is not UCX_NAME=value; separate several by spaces"),
        arguments(
            "kvlane.ucx.environment=LD_PRELOAD=x",
            "kvlane.ucx.environment: 'LD_PRELOAD=x' is not UCX_NAME=value; separate several by"
                + " spaces"),
        arguments(
            "kvlane.ucx.environment=UCX_TLS=rc UCX_TLS=tcp",
            "kvlane.ucx.environment sets UCX_TLS twice: set it once"),
        arguments(
            "kvlane.node-name=\\u00zz",
            "cannot read the configuration file FILE: it has a \\u that no four hexadecimal digits"
                + " follow; write \\\\ for a backslash"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldSayInOneLineWhatIsWrongInAFile(String content, String message) throws IOException {
    Path file = Given.written(directory, content);

    assertRefused(Optional.of(file), Map.of(), message.replace("FILE", file.toString()));
  }

  static Stream<Arguments> variables() {
    return Stream.of(
        arguments(
            "KVLANE_FOO",
            "KVLANE_FOO: there is no such setting: remove it, or look it up in the configuration"
                + " reference"),
        arguments(
            "KVLANE_TRANSFER_INTERVALL",
            "KVLANE_TRANSFER_INTERVALL: there is no such setting: did you mean"
                + " KVLANE_TRANSFER_INTERVAL?"),
        arguments(
            "KVLANE_PROFILE__MY_MODEL__LAYERS",
            "KVLANE_PROFILE__MY_MODEL__LAYERS: profiles are defined in the properties file only;"
                + " move it there"),
        arguments("KVLANE_HTTP_PORT", "KVLANE_HTTP_PORT: 'x' is not a whole number"),
        arguments(
            "KVLANE_TRANSFER_DEADLINE",
            "KVLANE_TRANSFER_DEADLINE: 'x' is not a duration: write a number with ms, s, m, h or d,"
                + " such as 30s"));
  }

  @ParameterizedTest
  @MethodSource("variables")
  void shouldSayInOneLineWhatIsWrongInTheEnvironment(String variable, String message) {
    assertRefused(Optional.empty(), Map.of(variable, "x"), message);
  }

  @Test
  void shouldRefuseAnEmptyOption() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () -> ConfigLoader.load(Optional.empty(), Map.of(), Map.of("kvlane.host-root", "")))
        .withMessage("kvlane.host-root is empty: give it a value, or leave it out");
  }

  @Test
  void shouldRefuseAnUnknownOption() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of(), Map.of("kvlane.foo", "")))
        .withMessageStartingWith("there is no key kvlane.foo: ");
  }

  @Test
  void shouldRefuseABadValueThatABetterSourceOverrides() throws IOException {
    Path file = Given.written(directory, "kvlane.http.port=abc");

    assertRefused(
        Optional.of(file),
        Map.of("KVLANE_HTTP_PORT", "9977"),
        file + ": kvlane.http.port: 'abc' is not a whole number");
  }

  @Test
  void shouldSayThatTheFileIsMissing() {
    assertRefused(
        Optional.of(directory.resolve("missing")),
        Map.of(),
        "cannot read the configuration file %s: there is no such file"
            .formatted(directory.resolve("missing")));
  }

  @Test
  void shouldSayThatTheFileIsADirectory() {
    assertRefused(
        Optional.of(directory),
        Map.of(),
        "cannot read the configuration file %s: Is a directory".formatted(directory));
  }

  @Test
  void shouldSayThatTheFileIsNotText() throws IOException {
    Path file =
        Files.write(directory.resolve("binary"), new byte[] {'a', '=', (byte) 0xff, (byte) 0xfe});

    assertRefused(
        Optional.of(file),
        Map.of(),
        "cannot read the configuration file %s: it is not UTF-8 text".formatted(file));
  }

  private static void assertRefused(
      Optional<Path> file, Map<String, String> environment, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigLoader.load(file, environment, Map.of()))
        .withMessage(message)
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\n"));
  }
}
