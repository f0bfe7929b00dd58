package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UcxTlsNoRdmaTest {

  private final UcxTlsNoRdma rule = new UcxTlsNoRdma();

  private static Workers with(String value) {
    return Workers.decode().env("UCX_TLS", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tcp,cuda_copy,cuda_ipc", "^ib", "^rc,dc,ud,gga,srd", "\\rc,tcp"})
  void shouldBeCriticalWhereOnlyTcpIsLeft(String value) {
    Judgement.Mistake mistake = Judged.by(rule, with(value), Places.files()).mistake();

    assertThat(mistake.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(mistake.evidence()).containsExactly("UCX_TLS=" + value);
    assertThat(mistake.at().text()).isEqualTo("spec.containers[0].env[1]");
  }

  @Test
  void shouldWarnWhereNothingReachesAnotherNode() {
    assertThat(Judged.by(rule, with("cuda_copy,cuda_ipc,sm,self"), Places.files()).mistake())
        .returns(Severity.WARNING, Judgement.Mistake::severity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all",
        "rc_x,rc,dc_x,dc,cuda_copy,cuda_ipc",
        "rc,cuda",
        "ib,cuda",
        "dc_mlx5",
        "^tcp",
        "^cuda_ipc",
        "\\rc_mlx5,cuda_copy",
        " rc , tcp ",
        ""
      })
  void shouldBeSilentWhereRdmaIsAllowed(String value) {
    Judged.by(rule, with(value), Places.files(Platform.ROCE)).shouldBeSilent();
  }

  @Test
  void shouldTakeTransportsOfThePlatformOnly() {
    Judged.by(rule, with("rc,tcp,cuda"), Places.files(Platform.EFA)).mistake();
    Judged.by(rule, with("srd,cuda"), Places.files(Platform.EFA)).shouldBeSilent();
    Judged.by(rule, with("srd,tcp,cuda"), Places.files(Platform.INFINIBAND)).mistake();
  }

  @Test
  void shouldTakeWhatAShellExports() {
    Workers shell = Workers.decode().words("sh", "-c", "export", "UCX_TLS='tcp';", "vllm");
    assertThat(Judged.by(rule, shell, Places.files()).at()).isEqualTo("spec.containers[0].args");
  }

  @Test
  void shouldNotTellWhatIsNotInTheSpecification() {
    assertThat(Judged.by(rule, Workers.decode().configMap("UCX_TLS"), Places.files()).unknown())
        .isEqualTo("UCX_TLS is set from elsewhere, such as a ConfigMap");
    assertThat(Judged.by(rule, Workers.decode().envFrom(), Places.files()).unknown())
        .contains("envFrom");
    assertThat(Judged.by(rule, with("{{ .Values.tls }}"), Places.files()).unknown())
        .contains("{{ .Values.tls }}");
    assertThat(Judged.by(rule, with("$(TLS)"), Places.files()).unknown()).contains("$(TLS)");
  }

  @Test
  void shouldFillInOtherVariables() {
    Judged.by(rule, Workers.decode().env("TLS", "tcp").env("UCX_TLS", "$(TLS)"), Places.files())
        .mistake();
  }

  @Test
  void shouldNotConcernWorkersThatDoNotUseUcx() {
    Judged.by(rule, Workers.decodeOnEfa().env("UCX_TLS", "tcp"), Places.files(Platform.EFA))
        .shouldBeSilent();
    Judged.by(
            rule,
            with("tcp").kvTransfer("{\"kv_connector\":\"MooncakeConnector\"}"),
            Places.files())
        .shouldBeSilent();
    Judged.by(rule, Workers.decode(), Places.files()).shouldBeSilent();
  }
}
