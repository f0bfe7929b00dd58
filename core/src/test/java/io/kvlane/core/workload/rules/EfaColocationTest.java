package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import org.junit.jupiter.api.Test;

class EfaColocationTest {

  private final EfaColocation rule = new EfaColocation();
  private final Workers prefill =
      Workers.prefill().label("nvidia.com/dynamo-component", "VllmPrefillWorker");
  private final Workers decode =
      Workers.decode().label("nvidia.com/dynamo-component", "VllmDecodeWorker");

  private static Places node() {
    return Places.node(Places.efa("rdmap16s27"));
  }

  @Test
  void shouldBeCriticalWhereBothShareANode() {
    Judgement.Mistake mistake = Judged.by(rule, decode, node().with(prefill)).mistake();

    assertThat(mistake.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(mistake.evidence()).containsExactly("Pod inference/prefill-0 is prefill");
    assertThat(mistake.at().text()).isEqualTo("spec.affinity.podAntiAffinity");
  }

  @Test
  void shouldTellOneSideOnly() {
    Judged.by(rule, prefill, node().with(decode)).shouldBeSilent();
    Judged.by(rule, prefill, Places.files(Platform.EFA).with(decode)).shouldBeSilent();
  }

  @Test
  void shouldBeSilentOnANodeWithoutTheOtherSide() {
    Judged.by(rule, decode, node()).shouldBeSilent();
    Judged.by(rule, decode, node().with(Workers.decode())).shouldBeSilent();
    Judged.by(rule, decode, node().with(Workers.prefill().deployment("qwen"))).shouldBeSilent();
  }

  @Test
  void shouldWarnWhereNothingKeepsThemApart() {
    assertThat(Judged.by(rule, decode, Places.files(Platform.EFA).with(prefill)).mistake())
        .returns(Severity.WARNING, Judgement.Mistake::severity);
    Judged.by(
            rule,
            Workers.decode().awayFrom("nvidia.com/dynamo-component", "Frontend"),
            Places.files(Platform.EFA).with(prefill))
        .mistake();
  }

  @Test
  void shouldTakeAntiAffinityOfEitherSide() {
    Judged.by(rule, Workers.decodeOnEfa(), Places.files().with(prefill)).shouldBeSilent();
    Judged.by(
            rule,
            decode,
            Places.files(Platform.EFA).with(prefill.awayFrom("nvidia.com/dynamo-component")))
        .shouldBeSilent();
  }

  @Test
  void shouldNotTellWithoutTheOtherSide() {
    assertThat(Judged.by(rule, decode, Places.files(Platform.EFA)).unknown())
        .isEqualTo("the prefill worker is not in these files");
    assertThat(
            Judged.by(
                    rule, Workers.decode().deployment(""), Places.files(Platform.EFA).with(prefill))
                .unknown())
        .contains("one deployment");
    Judged.by(rule, Workers.decodeOnEfa(), Places.files()).shouldBeSilent();
  }

  @Test
  void shouldNotConcernOtherPlatforms() {
    Judged.by(rule, decode, Places.files(Platform.ROCE).with(prefill)).shouldBeSilent();
    Judged.by(rule, decode, Places.files().with(prefill)).shouldBeSilent();
  }
}
