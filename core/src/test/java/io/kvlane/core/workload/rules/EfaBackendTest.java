package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.ServingEngine;
import org.junit.jupiter.api.Test;

class EfaBackendTest {

  private final EfaBackend rule = new EfaBackend();
  private final Places efa = Places.files(Platform.EFA);

  private static Workers sglang(String... words) {
    return Workers.decode().engine(ServingEngine.SGLANG).words(words);
  }

  @Test
  void shouldFireOnVllmWithoutLibfabric() {
    Judgement.Mistake mistake = Judged.by(rule, Workers.decode(), efa).mistake();

    assertThat(mistake.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(mistake.at().text()).isEqualTo("spec.containers[0].args");
    assertThat(mistake.evidence())
        .containsExactly("kv_connector_extra_config names no backends, so NIXL takes UCX");
    assertThat(
            Judged.by(
                    rule,
                    Workers.decode()
                        .kvTransfer(
                            "{'kv_connector':'NixlConnector','kv_connector_extra_config':"
                                + "{'backends':['UCX']}}"),
                    efa)
                .mistake()
                .evidence())
        .containsExactly("backends: UCX");
  }

  @Test
  void shouldBeSilentOnVllmWithLibfabric() {
    Judged.by(rule, Workers.decodeOnEfa(), efa).shouldBeSilent();
    Judged.by(
            rule,
            Workers.decode()
                .words(
                    "vllm",
                    "serve",
                    "--kv-transfer-config.kv_connector=NixlConnector",
                    "--kv-transfer-config.kv_connector_extra_config.backends+",
                    "LIBFABRIC"),
            efa)
        .shouldBeSilent();
  }

  @Test
  void shouldTakeDynamosBlockManager() {
    Workers dynamo = Workers.decode().words("python3", "-m", "dynamo.vllm", "--connector", "kvbm");
    Judged.by(rule, dynamo, efa).mistake();
    Judged.by(rule, dynamo.env("DYN_KVBM_NIXL_BACKEND_LIBFABRIC", "true"), efa).shouldBeSilent();
  }

  @Test
  void shouldReadSglangsAndTrtllmsVariables() {
    Workers sglang = sglang("sglang", "--disaggregation-transfer-backend", "nixl");
    assertThat(Judged.by(rule, sglang, efa).mistake().fix())
        .startsWith("Set SGLANG_DISAGGREGATION_NIXL_BACKEND=LIBFABRIC");
    Judged.by(rule, sglang.env("SGLANG_DISAGGREGATION_NIXL_BACKEND", "LIBFABRIC"), efa)
        .shouldBeSilent();
    Judged.by(rule, sglang("sglang", "--disaggregation-transfer-backend=mooncake"), efa)
        .shouldBeSilent();

    Workers trtllm = Workers.decode().engine(ServingEngine.TRTLLM).words("trtllm-serve");
    assertThat(Judged.by(rule, trtllm, efa).mistake().evidence())
        .containsExactly("TRTLLM_NIXL_KVCACHE_BACKEND is not set, so NIXL takes UCX");
    Judged.by(rule, trtllm.env("TRTLLM_NIXL_KVCACHE_BACKEND", "LIBFABRIC"), efa).shouldBeSilent();
  }

  @Test
  void shouldKnowEfaByItsResource() {
    Judged.by(rule, Workers.decode().limit("vpc.amazonaws.com/efa", "4"), Places.files()).mistake();
  }

  @Test
  void shouldNotTellWhatIsNotInTheSpecification() {
    assertThat(Judged.by(rule, Workers.decode().kvTransfer("$(KV_CONFIG)"), efa).unknown())
        .contains("$(KV_CONFIG)");
    assertThat(Judged.by(rule, Workers.decode().kvTransfer("{{ .kv }}"), efa).unknown())
        .contains("{{ .kv }}");
    assertThat(Judged.by(rule, Workers.decode().kvTransfer("{broken"), efa).unknown())
        .contains("is not JSON");
    assertThat(Judged.by(rule, Workers.decode().words(), efa).unknown()).contains("arguments");
    assertThat(Judged.by(rule, Workers.decode().words("vllm", "--config=v.yaml"), efa).unknown())
        .contains("arguments");
    assertThat(
            Judged.by(
                    rule,
                    Workers.decode().kvTransfer("{\"kv_connector\":\"LMCacheConnectorV1\"}"),
                    efa)
                .unknown())
        .contains("LMCacheConnectorV1");
    assertThat(Judged.by(rule, sglang("sglang"), efa).unknown()).contains("uses NIXL");
    assertThat(Judged.by(rule, Workers.decode().withoutEngine(), efa).unknown())
        .contains("which software");
  }

  @Test
  void shouldFillInWhatTheContainerKnows() {
    Judged.by(
            rule,
            Workers.decode()
                .env(
                    "KV_CONFIG",
                    "{\"kv_connector\":\"NixlConnector\",\"kv_connector_extra_config\":"
                        + "{\"backends\":[\"LIBFABRIC\"]}}")
                .kvTransfer("$(KV_CONFIG)"),
            efa)
        .shouldBeSilent();
  }

  @Test
  void shouldNotConcernOtherPlatforms() {
    Judged.by(rule, Workers.decode(), Places.files(Platform.ROCE)).shouldBeSilent();
    Judged.by(rule, Workers.decode(), Places.files()).shouldBeSilent();
  }
}
