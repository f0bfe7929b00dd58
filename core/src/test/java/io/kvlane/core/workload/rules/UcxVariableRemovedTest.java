package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import org.junit.jupiter.api.Test;

class UcxVariableRemovedTest {

  private final UcxVariableRemoved rule = new UcxVariableRemoved();

  @Test
  void shouldNameTheVersionAndWhatToDo() {
    Judgement.Mistake mistake =
        Judged.by(rule, Workers.decode().env("UCX_IB_REG_METHODS", "odp,rcache"), Places.files())
            .mistake();

    assertThat(mistake.summary()).isEqualTo("UCX has no UCX_IB_REG_METHODS since version 1.16.");
    assertThat(mistake.evidence()).containsExactly("UCX_IB_REG_METHODS=odp,rcache");
    assertThat(mistake.fix()).startsWith("Unset UCX_IB_REG_METHODS; ");
    assertThat(mistake.at().text()).isEqualTo("spec.containers[0].env[1]");
  }

  @Test
  void shouldFireWhateverTheValue() {
    Judged.by(rule, Workers.decode().configMap("UCX_IB_ODP_MAX_SIZE"), Places.files()).mistake();
  }

  @Test
  void shouldBeSilentOnVariablesThatUcxHas() {
    Judged.by(rule, Workers.decode().env("UCX_LOG_LEVEL", "info"), Places.files()).shouldBeSilent();
  }

  @Test
  void shouldNotConcernWorkersOverLibfabric() {
    Judged.by(
            rule,
            Workers.decodeOnEfa().env("UCX_IB_REG_METHODS", "odp"),
            Places.files(Platform.EFA))
        .shouldBeSilent();
  }
}
