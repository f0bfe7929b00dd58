package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.ServingEngine;
import org.junit.jupiter.api.Test;

class KvBufferHostTest {

  private static final String CPU =
      "{\"kv_connector\":\"NixlConnector\",\"kv_buffer_device\":\"cpu\"}";

  private final KvBufferHost rule = new KvBufferHost();

  @Test
  void shouldFireOnHostMemory() {
    assertThat(
            Judged.by(rule, Workers.decode().kvTransfer(CPU), Places.files()).mistake().evidence())
        .containsExactly("kv_buffer_device is cpu");
    Judged.by(
            rule,
            Workers.decode().words("vllm", "--kv-transfer-config.kv_buffer_device", "cpu"),
            Places.files())
        .mistake();
  }

  @Test
  void shouldBeSilentOnGpuMemory() {
    Judged.by(rule, Workers.decode(), Places.files()).shouldBeSilent();
    Judged.by(rule, Workers.decode().kvTransfer(CPU.replace("cpu", "cuda")), Places.files())
        .shouldBeSilent();
    Judged.by(rule, Workers.decode().kvTransfer(CPU).engine(ServingEngine.SGLANG), Places.files())
        .shouldBeSilent();
  }

  @Test
  void shouldNotTellWhatIsNotFilledIn() {
    assertThat(Judged.by(rule, Workers.decode().kvTransfer("${KV}"), Places.files()).unknown())
        .contains("${KV}");
  }
}
