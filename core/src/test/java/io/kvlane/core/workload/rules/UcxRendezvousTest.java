package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UcxRendezvousTest {

  private final UcxRendezvous rule = new UcxRendezvous();

  @ParameterizedTest
  @ValueSource(strings = {"0", "8192", "8k", "inter:0,intra:inf"})
  void shouldWarnWhereNixlsThresholdIsOverridden(String value) {
    assertThat(
            Judged.by(rule, Workers.decode().env("UCX_RNDV_THRESH", value), Places.files())
                .mistake())
        .returns(Severity.WARNING, Judgement.Mistake::severity)
        .returns(
            "UCX_RNDV_THRESH overrides the threshold that NIXL sets.", Judgement.Mistake::summary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "auto", "inter:inf"})
  void shouldBeSilentWithoutANumber(String value) {
    Judged.by(rule, Workers.decode().env("UCX_RNDV_THRESH", value), Places.files())
        .shouldBeSilent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"am", "rkey_ptr", "get_zerocopy"})
  void shouldWarnOfSchemesThatKeepDataFromRdma(String value) {
    assertThat(
            Judged.by(rule, Workers.decode().env("UCX_RNDV_SCHEME", value), Places.files())
                .mistake()
                .evidence())
        .contains("UCX_RNDV_SCHEME=" + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "get_zcopy", "put_zcopy", "get_ppln", "put_ppln"})
  void shouldTakeOtherSchemes(String value) {
    Judged.by(rule, Workers.decode().env("UCX_RNDV_SCHEME", value), Places.files())
        .shouldBeSilent();
  }

  @Test
  void shouldNotTellWhatComesFromElsewhere() {
    assertThat(
            Judged.by(rule, Workers.decode().configMap("UCX_RNDV_THRESH"), Places.files())
                .unknown())
        .startsWith("UCX_RNDV_THRESH");
  }
}
