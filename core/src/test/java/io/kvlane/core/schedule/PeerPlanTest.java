package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerPlanTest {

  private static final KvProfile SMALL = new KvProfile("small", TransferShape.contiguous(8));

  @Test
  void shouldPlanPriceAndVerdictForEachPeer() {
    assertThat(PeerPlan.of(SMALL, List.of("node-2", "node-3")))
        .extracting(run -> run.key().text())
        .containsExactly(
            "peer tcp baseline read host small with node-2",
            "peer tcp baseline write host small with node-2",
            "peer ucx default read host small with node-2",
            "peer ucx default write host small with node-2",
            "peer tcp baseline read host small with node-3",
            "peer tcp baseline write host small with node-3",
            "peer ucx default read host small with node-3",
            "peer ucx default write host small with node-3");
  }

  @Test
  void shouldPlanNothingWithoutPeers() {
    assertThat(PeerPlan.of(SMALL, List.of())).isEmpty();
  }
}
