package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of Dynamo's guide to communication in disaggregated inference. */
class GuideTest {

  /** Its complete production configuration, with the resources that it asks for. */
  private static Workers production(Workers worker) {
    return worker
        .object("DynamoGraphDeployment", "disagg")
        .env("UCX_TLS", "rc_x,rc,dc_x,dc,cuda_copy,cuda_ipc")
        .env("UCX_RNDV_SCHEME", "get_zcopy")
        .env("UCX_RNDV_THRESH", "0")
        .env("UCX_IB_REG_METHODS", "odp,rcache")
        .env("UCX_IB_GID_INDEX", "3");
  }

  @Test
  void shouldFindTwoMistakesInTheProductionExample() {
    assertThat(judge(production(Workers.prefill()), Places.files(Platform.INFINIBAND)))
        .extracting(Judgement::rule)
        .containsExactly("worker-ucx-rendezvous", "worker-ucx-variable-removed");
  }

  @Test
  void shouldNotTellOfTheGidIndexOnRoce() {
    assertThat(judge(production(Workers.decode()), Places.files(Platform.ROCE)))
        .filteredOn(Judgement.Unknown.class::isInstance)
        .extracting(Judgement::rule)
        .containsExactly("worker-ucx-gid-index");
  }

  @Test
  void shouldFindNothingInTheEfaExample() {
    assertThat(
            judge(
                Workers.decodeOnEfa(),
                Places.files(Platform.EFA)
                    .with(
                        Workers.prefill()
                            .label("nvidia.com/dynamo-component", "VllmPrefillWorker"))))
        .isEmpty();
    assertThat(judge(Workers.decodeOnEfa(), Places.files())).isEmpty();
  }

  private static List<Judgement> judge(Workers worker, Places places) {
    return WorkerRules.judge(worker.build(), places.build());
  }
}
