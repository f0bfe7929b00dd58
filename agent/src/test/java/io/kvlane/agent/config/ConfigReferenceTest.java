package io.kvlane.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Repository;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigReferenceTest {

  private static final Path PAGE = Repository.file("src/docs/configuration.md");
  private static final Path EXAMPLE = Repository.file("src/docs/kvlane.properties");

  @Test
  void shouldDescribeTheConfigurationAsItIs() throws IOException {
    String page = ConfigReference.page(Files.readString(EXAMPLE));
    if (Boolean.getBoolean("kvlane.update-docs")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("%s is not what AgentConfig says; write it anew with `make docs`", PAGE)
        .hasContent(page);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void shouldSayWhatEachKeyMeans(ConfigKey key) {
    assertThat(key.doc())
        .as("%s needs a @Doc in AgentConfig", key.name())
        .endsWith(".")
        .doesNotContain("|", "\n");
  }

  static Stream<ConfigKey> keys() {
    return Stream.concat(ConfigKeys.fixed().stream(), ConfigKeys.ofProfiles().stream());
  }

  @Test
  void shouldShowEveryKeyInTheExample() throws IOException {
    assertThat(Files.readAllLines(EXAMPLE))
        .extracting(line -> line.replaceFirst("^# ", "").replaceFirst("=.*", ""))
        .containsAll(ConfigKeys.fixed().stream().map(ConfigKey::name).toList());
  }

  @Test
  void shouldShowDefaultsInTheExampleWhereItSaysSo() throws IOException {
    for (ConfigKey key : ConfigKeys.fixed()) {
      key.defaultValue()
          .ifPresent(value ->
              assertThat(EXAMPLE)
                  .content()
                  .satisfiesAnyOf(
                      text -> assertThat(text).contains("\n# " + key.name() + "=" + value + "\n"),
                      text -> assertThat(text).contains("\n" + key.name() + "=")));
    }
  }

  @Test
  void shouldLoadTheExample() throws ConfigException {
    Settings settings = ConfigLoader.load(Optional.of(EXAMPLE), Map.of(), Map.of());

    assertThat(settings.expectedPath()).contains(ExpectedPath.RDMA);
    assertThat(settings.profiles())
        .containsExactly(
            new KvProfile("contiguous", TransferShape.contiguous(1 << 30)),
            // 32 layers, keys and values apart; 125 blocks of 32 tokens for 4000; 4 of 8 heads a
            // rank of 128 elements of 2 bytes.
            new KvProfile("my-llama", new TransferShape(64, 125, 32 * 4 * 128 * 2)));
    assertThat(settings.ucxEnvironment())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("UCX_TLS", "rc,ud,tcp", "UCX_NET_DEVICES", "mlx5_0:1,eth0"));
    assertThat(settings.interval()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.budgetBytesPerSecond()).isEqualTo(8L << 20);
  }
}
