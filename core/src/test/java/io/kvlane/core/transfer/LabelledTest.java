package io.kvlane.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.profile.KvLayout;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.snapshot.ProcessEnd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledTest {

  /** Dashboards, alerts and configurations out there use these spellings. */
  static Stream<Arguments> spellings() {
    return Stream.of(
        words(Cap.values(), "bytes", "time"),
        words(Engine.values(), "ucx", "libfabric", "tcp"),
        words(Intent.values(), "default", "forced", "baseline", "local", "staged"),
        words(Memory.values(), "host", "cuda"),
        words(Operation.values(), "read", "write"),
        words(
            SkipReason.values(),
            "not_present",
            "locked",
            "busy",
            "backoff",
            "live traffic",
            "gpu unusable",
            "budget",
            "turned_off",
            "peer_turned_off"),
        words(TransferKind.values(), "loopback", "peer"),
        words(
            TransferResult.values(),
            "ok",
            "corrupt",
            "failed",
            "timed_out",
            "unreachable",
            "skipped"),
        words(Transport.values(), "infiniband", "roce", "efa", "tcp", "shm", "cuda_ipc", "unknown"),
        words(
            PathClass.values(),
            "gpudirect-rdma",
            "host-rdma",
            "host-staged-rdma",
            "tcp",
            "local",
            "unknown"),
        words(ExpectedPath.values(), "gpudirect-rdma", "rdma", "tcp"),
        words(Expectation.Source.values(), "configuration", "allocatable", "learned"),
        words(
            EvidenceKind.values(),
            "own-sockets",
            "construction",
            "own-copies",
            "protocol-table",
            "nic-counters",
            "netdev-counters",
            "lanes",
            "rate",
            "pcie-throughput",
            "registration"),
        words(Severity.values(), "critical", "warning", "info"),
        words(ProcessEnd.Reason.values(), "crashed", "hung", "protocol"),
        words(KvLayout.values(), "split", "packed", "mla"),
        words(KvPreset.values(), "llama-3.1-8b", "llama-3.1-70b", "deepseek-mla"));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void shouldKeepTheSpellingsThatOthersRelyOn(Labelled[] words, List<String> spellings) {
    assertThat(words).extracting(Labelled::label).isEqualTo(spellings);
  }

  @Test
  void shouldFindTheWordOfASpelling() {
    assertThat(Labelled.parse(TransferResult.class, "timed_out"))
        .isEqualTo(TransferResult.TIMED_OUT);
    assertThat(Labelled.parse(TransferResult.class, "ok")).isEqualTo(TransferResult.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HOST", "hosts", "", " host"})
  void shouldNameTheAcceptedSpellings(String unknown) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Labelled.parse(Memory.class, unknown))
        .withMessage("'%s' is not one of: host, cuda", unknown);
  }

  private static Arguments words(Labelled[] words, String... spellings) {
    return Arguments.of(words, Arrays.asList(spellings));
  }
}
