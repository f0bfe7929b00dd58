package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Platform;
import org.junit.jupiter.api.Test;

class EfaGetZcopyTest {

  private final EfaGetZcopy rule = new EfaGetZcopy();
  private final Workers worker = Workers.decode().env("UCX_RNDV_SCHEME", "get_zcopy");

  private static Places efa() {
    return Places.node(Places.efa("rdmap16s27"));
  }

  @Test
  void shouldFireFromKernel68On() {
    assertThat(Judged.by(rule, worker, efa().kernel("6.8.0-1021-aws")).mistake().evidence())
        .containsExactly("UCX_RNDV_SCHEME=get_zcopy", "kernel 6.8.0-1021-aws is 6.8 or later");
  }

  @Test
  void shouldBeSilentOnOlderKernelsAndOtherSchemes() {
    Judged.by(rule, worker, efa().kernel("5.15.0")).shouldBeSilent();
    Judged.by(rule, Workers.decode().env("UCX_RNDV_SCHEME", "auto"), efa().kernel("6.8.0"))
        .shouldBeSilent();
  }

  @Test
  void shouldNotTellWithoutTheKernel() {
    assertThat(Judged.by(rule, worker, Places.files(Platform.EFA)).unknown()).contains("kernel");
  }

  @Test
  void shouldNotConcernOtherPlatformsNorLibfabric() {
    Judged.by(rule, worker, Places.files(Platform.INFINIBAND).kernel("6.8.0")).shouldBeSilent();
    Judged.by(
            rule, Workers.decodeOnEfa().env("UCX_RNDV_SCHEME", "get_zcopy"), efa().kernel("6.8.0"))
        .shouldBeSilent();
  }
}
