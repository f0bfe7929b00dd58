package io.kvlane.core.finding.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.rdma.ErrorCounters;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrorThresholdsTest {

  private static final Set<String> RISE_WITH_EVERY_TEARDOWN =
      Set.of("req_cqe_error", "resp_cqe_error");

  @Test
  void shouldJudgeEveryErrorCounterButThoseThatRiseAnyhow() {
    assertThat(ErrorCounters.NAMES)
        .allSatisfy(name ->
            assertThat(ErrorThresholds.mostPerSecond(name).isPresent())
                .as(name)
                .isNotEqualTo(RISE_WITH_EVERY_TEARDOWN.contains(name)));
  }

  @Test
  void shouldNotJudgeWhatIsNoError() {
    assertThat(ErrorThresholds.mostPerSecond("port_xmit_data")).isEmpty();
  }
}
