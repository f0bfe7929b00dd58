package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.WorkerRule;
import org.junit.jupiter.api.Test;

class WorkerRulesTest {

  @Test
  void shouldFindNothingInAWorkerThatIsWell() {
    assertThat(
            WorkerRules.judge(
                Workers.prefill().build(),
                Places.node(Places.infiniband("mlx5_0")).assigned().build()))
        .isEmpty();
    for (Platform platform : new Platform[] {Platform.INFINIBAND, Platform.ROCE}) {
      assertThat(WorkerRules.judge(Workers.decode().build(), Places.files(platform).build()))
          .isEmpty();
    }
  }

  @Test
  void shouldSayNothingOfWorkersWithoutRole() {
    assertThat(
            WorkerRules.judge(
                Workers.decode()
                    .withoutRole()
                    .without("rdma/ib")
                    .capabilities()
                    .env("UCX_TLS", "tcp")
                    .build(),
                Places.files().build()))
        .isEmpty();
  }

  @Test
  void shouldGiveAListOfRulesThatNeverChanges() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> WorkerRules.all().clear());
    assertThat(WorkerRules.all())
        .hasSize(16)
        .extracting(WorkerRule::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("worker(-[a-z][a-z0-9]*)+"));
  }
}
