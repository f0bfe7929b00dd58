package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UcxGidIndexTest {

  private final UcxGidIndex rule = new UcxGidIndex();
  private final Places node =
      Places.node(Places.roce("mlx5_0"), Places.roce("mlx5_1", Map.of(0, false, 1, true)));

  private static Workers with(String value) {
    return Workers.decode().env("UCX_IB_GID_INDEX", value);
  }

  @Test
  void shouldNamePortsWhereTheIndexIsOfAnotherType() {
    Judgement.Mistake mistake = Judged.by(rule, with("3"), node).mistake();

    assertThat(mistake.summary()).isEqualTo("GID 3 is not RoCE v2 on ports of this node.");
    assertThat(mistake.evidence())
        .containsExactly("UCX_IB_GID_INDEX=3", "mlx5_1:1: GID 3 is not there; RoCE v2: 1");
    assertThat(Judged.by(rule, with("0"), node).mistake().evidence())
        .contains("mlx5_0:1: GID 0 is of another type; RoCE v2: 3");
  }

  @Test
  void shouldLookAtPortsThatUcxMayUseOnly() {
    Judged.by(rule, with("3").env("UCX_NET_DEVICES", "mlx5_0:1"), node).shouldBeSilent();
  }

  @Test
  void shouldBeSilentWhereTheIndexIsRight() {
    Judged.by(rule, with("3"), Places.node(Places.roce("mlx5_0"))).shouldBeSilent();
    Judged.by(rule, with("auto"), node).shouldBeSilent();
    Judged.by(rule, Workers.decode(), node).shouldBeSilent();
  }

  @Test
  void shouldBeSilentOnInfinibandAndEfa() {
    Judged.by(rule, with("3"), Places.files(Platform.INFINIBAND)).shouldBeSilent();
    Judged.by(rule, with("3"), Places.files(Platform.EFA)).shouldBeSilent();
    Judged.by(rule, with("3"), Places.node(Places.infiniband("mlx5_0"))).shouldBeSilent();
  }

  @Test
  void shouldNotTellWithoutTheTable() {
    assertThat(Judged.by(rule, with("3"), Places.files(Platform.ROCE)).unknown())
        .contains("without a node");
    assertThat(Judged.by(rule, with("3"), Places.files()).unknown()).contains("without a node");
    assertThat(Judged.by(rule, with("3"), Places.node(Places.roce("mlx5_0", Map.of()))).unknown())
        .contains("not known");
  }
}
