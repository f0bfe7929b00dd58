package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.ServingEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SideChannelHostTest {

  private static final String VARIABLE = "VLLM_NIXL_SIDE_CHANNEL_HOST";

  private final SideChannelHost rule = new SideChannelHost();
  private final Workers unset = Workers.decode().withoutEnv(VARIABLE);

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "0.0.0.0"})
  void shouldFireOnHostsThatOthersCannotReach(String host) {
    assertThat(Judged.by(rule, unset.env(VARIABLE, host), Places.files()).mistake().evidence())
        .containsExactly(VARIABLE + "=" + host);
  }

  @Test
  void shouldFireWhereVllmsDefaultHolds() {
    assertThat(Judged.by(rule, unset, Places.files()).mistake().evidence())
        .containsExactly(VARIABLE + " is not set, which means localhost");
  }

  @Test
  void shouldBeSilentOnThePodsAddress() {
    Judged.by(rule, Workers.decode(), Places.files()).shouldBeSilent();
    Judged.by(rule, unset.field("POD_IP", "status.podIP").env(VARIABLE, "10.0.0.7"), Places.files())
        .shouldBeSilent();
  }

  @Test
  void shouldTakeTheNodesAddressWhereThePodHasIt() {
    Judged.by(rule, unset.field(VARIABLE, "status.hostIP").hostNetwork(), Places.files())
        .shouldBeSilent();
    Judged.by(
            rule,
            Workers.decode().withoutEnv(VARIABLE).field(VARIABLE, "status.hostIP"),
            Places.files())
        .mistake();
  }

  @Test
  void shouldLetDynamoSetIt() {
    Judged.by(rule, unset.label("nvidia.com/dynamo-component", "decode"), Places.files())
        .shouldBeSilent();
    Judged.by(
            rule,
            Workers.decode().withoutEnv(VARIABLE).object("DynamoGraphDeployment", "llama"),
            Places.files())
        .shouldBeSilent();
  }

  @Test
  void shouldNotTellWhatComesFromElsewhere() {
    assertThat(Judged.by(rule, unset.configMap(VARIABLE), Places.files()).unknown())
        .contains("from elsewhere");
    assertThat(
            Judged.by(
                    rule,
                    Workers.decode().withoutEnv(VARIABLE).field(VARIABLE, "spec.nodeName"),
                    Places.files())
                .unknown())
        .contains("spec.nodeName");
    assertThat(
            Judged.by(rule, Workers.decode().withoutEnv(VARIABLE).envFrom(), Places.files())
                .unknown())
        .contains("envFrom");
  }

  @Test
  void shouldFillInThePodsAddress() {
    assertThat(
            Judged.by(
                    rule,
                    unset.field("POD_IP", "status.podIP").env(VARIABLE, "$(POD_IP)"),
                    Places.files())
                .judgements())
        .isEmpty();
  }

  @Test
  void shouldConcernVllmOverNixlOnly() {
    Judged.by(rule, unset.engine(ServingEngine.SGLANG), Places.files()).shouldBeSilent();
    Judged.by(rule, Workers.decode().withoutEnv(VARIABLE).words("vllm", "serve"), Places.files())
        .shouldBeSilent();
  }
}
