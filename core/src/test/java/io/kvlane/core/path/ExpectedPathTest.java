package io.kvlane.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.transfer.Labelled;
import io.kvlane.core.transfer.Memory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedPathTest {

  @ParameterizedTest(name = "expected {0}, seen {1}: host {2}, cuda {3}")
  @CsvSource({
    "gpudirect-rdma, gpudirect-rdma,   yes,     yes",
    "gpudirect-rdma, host-rdma,        yes,     no",
    "gpudirect-rdma, host-staged-rdma, no,      no",
    "gpudirect-rdma, tcp,              no,      no",
    "gpudirect-rdma, local,            no-word, no-word",
    "gpudirect-rdma, unknown,          no-word, no-word",
    "rdma,           gpudirect-rdma,   yes,     yes",
    "rdma,           host-rdma,        yes,     yes",
    "rdma,           host-staged-rdma, yes,     yes",
    "rdma,           tcp,              no,      no",
    "rdma,           local,            no-word, no-word",
    "rdma,           unknown,          no-word, no-word",
    "tcp,            gpudirect-rdma,   yes,     yes",
    "tcp,            host-rdma,        yes,     yes",
    "tcp,            host-staged-rdma, yes,     yes",
    "tcp,            tcp,              yes,     yes",
    "tcp,            local,            no-word, no-word",
    "tcp,            unknown,          no-word, no-word",
  })
  void shouldBeSatisfiedByWhatIsAtLeastAsGood(
      String expected, String seen, String host, String cuda) {
    ExpectedPath path = Labelled.parse(ExpectedPath.class, expected);
    PathClass pathClass = Labelled.parse(PathClass.class, seen);

    assertThat(word(path.satisfiedBy(pathClass, Memory.HOST))).isEqualTo(host);
    assertThat(word(path.satisfiedBy(pathClass, Memory.CUDA))).isEqualTo(cuda);
  }

  @Test
  void shouldRankGpudirectAboveRdmaAboveTcp() {
    assertThat(ExpectedPath.GPUDIRECT_RDMA.isHigherThan(ExpectedPath.RDMA)).isTrue();
    assertThat(ExpectedPath.RDMA.isHigherThan(ExpectedPath.TCP)).isTrue();
    assertThat(ExpectedPath.RDMA.isHigherThan(ExpectedPath.RDMA)).isFalse();
    assertThat(ExpectedPath.TCP.isHigherThan(ExpectedPath.RDMA)).isFalse();
  }

  @Test
  void shouldSayWhereAnExpectationComesFrom() {
    assertThat(new Expectation(ExpectedPath.RDMA, Expectation.Source.LEARNED).text())
        .isEqualTo("rdma (learned)");
  }

  private static String word(Optional<Boolean> answer) {
    return answer.map(satisfied -> satisfied ? "yes" : "no").orElse("no-word");
  }
}
