package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import org.junit.jupiter.api.Test;

class IpcLockMissingTest {

  private final IpcLockMissing rule = new IpcLockMissing();

  @Test
  void shouldFireWithoutTheCapability() {
    Judgement.Mistake mistake =
        Judged.by(rule, Workers.prefill().capabilities("NET_ADMIN"), Places.files()).mistake();

    assertThat(mistake.severity()).isEqualTo(Severity.WARNING);
    assertThat(mistake.at().text())
        .isEqualTo("spec.containers[0].securityContext.capabilities.add");
    assertThat(mistake.evidence())
        .containsExactly("capabilities added to container main: NET_ADMIN");
  }

  @Test
  void shouldBeSilentWithTheCapabilityOrPrivileged() {
    Judged.by(rule, Workers.prefill(), Places.files()).shouldBeSilent();
    Judged.by(rule, Workers.prefill().capabilities("ALL"), Places.files()).shouldBeSilent();
    Judged.by(rule, Workers.prefill().capabilities().privileged(), Places.files()).shouldBeSilent();
  }

  @Test
  void shouldNotConcernNodesWithoutRdma() {
    Judged.by(rule, Workers.prefill().capabilities(), Places.node()).shouldBeSilent();
  }
}
