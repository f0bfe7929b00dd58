package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KvSettingsTest {

  private static KvSettings of(String... words) {
    return KvSettings.of(Workers.decode().words(words).build().containers().getFirst());
  }

  @Test
  void shouldReadJsonHoweverItIsGiven() {
    String json = "{\"kv_connector\":\"NixlConnector\",\"kv_buffer_device\":\"cpu\"}";
    for (KvSettings settings :
        new KvSettings[] {
          of("--kv-transfer-config", json),
          of("--kv_transfer_config", json),
          of("--kv-transfer-config=" + json),
          of("--kv-transfer-config", "'" + json + "'"),
          of(
              "--kv-transfer-config",
              json.replace(",", ", ").split(" ")[0],
              json.replace(",", ", ").split(" ")[1])
        }) {
      assertThat(settings.usesNixl()).isTrue();
      assertThat(settings.bufferDevice()).contains("cpu");
      assertThat(settings.backends()).isEmpty();
      assertThat(settings.problem()).isEmpty();
    }
  }

  @Test
  void shouldReadKeysOneByOne() {
    KvSettings settings =
        of(
            "--kv-transfer-config.kv_connector",
            "NixlConnector",
            "--kv-transfer-config.kv_connector_extra_config.backends+",
            "UCX",
            "--kv-transfer-config.kv_connector_extra_config.backends+=libfabric");

    assertThat(settings.connectors()).containsExactly("NixlConnector");
    assertThat(settings.backends()).containsExactly("UCX", "LIBFABRIC");
  }

  @Test
  void shouldReadConnectorsInsideAConnector() {
    KvSettings settings =
        of(
            "--kv-transfer-config",
            "{\"kv_connector\":\"MultiConnector\",\"kv_connector_extra_config\":{\"connectors\":["
                + "{\"kv_connector\":\"NixlConnector\",\"kv_connector_extra_config\":"
                + "{\"backends\":[\"LIBFABRIC\"]}},"
                + "{\"kv_connector\":\"OffloadingConnector\"}]}}");

    assertThat(settings.connectors())
        .containsExactly("MultiConnector", "NixlConnector", "OffloadingConnector");
    assertThat(settings.backends()).containsExactly("LIBFABRIC");
  }

  @Test
  void shouldNotPutTogetherWhatNeverCloses() {
    String[] words = new String[5_000];
    Arrays.fill(words, "--kv-transfer-config={");

    assertThat(of(words).problem()).isPresent();
  }

  @Test
  void shouldSayWhatItCouldNotRead() {
    assertThat(of("--kv-transfer-config", "{{ .kv }}").problem())
        .contains("the value of --kv-transfer-config is not filled in: {{ .kv }}");
    assertThat(of("--kv-transfer-config", "nixl").problem())
        .contains("--kv-transfer-config is not JSON: nixl");
    assertThat(of("--kv-transfer-config").problem()).isPresent();
    assertThat(of("--kv-transfer-configs", "x", "--kv-port", "1")).isEqualTo(of("vllm", "serve"));
  }
}
