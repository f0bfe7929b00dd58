package io.kvlane.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.samples.Runs;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferRecordTest {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private static final Optional<SkipReason> REASON = Optional.of(SkipReason.BUDGET);
  private static final Optional<Measurement> MEASUREMENT = Optional.of(Runs.MEASUREMENT);
  private static final Optional<PathVerdict> VERDICT = Optional.of(Runs.verdict(PathClass.TCP));
  private static final Optional<Corruption> CORRUPTION = Optional.of(new Corruption(0, 0, 0, 0xa5));

  /** Which parts a record of each result has: skip reason, measurement, verdict, corruption. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "OK,          -MV-",
    "CORRUPT,     -M-C",
    "FAILED,      ----",
    "TIMED_OUT,   ----",
    "UNREACHABLE, ----",
    "SKIPPED,     S---",
  })
  void shouldHaveExactlyThePartsOfItsResult(TransferResult result, String parts) {
    for (int combination = 0; combination < 16; combination++) {
      String some =
          ((combination & 8) == 0 ? "-" : "S")
              + ((combination & 4) == 0 ? "-" : "M")
              + ((combination & 2) == 0 ? "-" : "V")
              + ((combination & 1) == 0 ? "-" : "C");
      if (some.equals(parts)) {
        assertThat(record(result, some).result()).isEqualTo(result);
      } else {
        assertThatIllegalArgumentException()
            .as("%s with %s", result, some)
            .isThrownBy(() -> record(result, some))
            .withMessage("a record of result %s that contradicts itself", result.label());
      }
    }
  }

  @Test
  void shouldTakeNoTimeAndNoBytesWhenSkipped() {
    TransferRecord skipped = TransferRecord.skipped(Runs.READ, AT, SkipReason.LOCKED, "by check");

    assertThat(skipped.startedAt()).isEqualTo(AT);
    assertThat(skipped.finishedAt()).isEqualTo(AT);
    assertThat(skipped.skipReason()).contains(SkipReason.LOCKED);
    assertThat(skipped.movedBytes()).isZero();
    assertThat(skipped.detail()).isEqualTo("by check");
    assertThat(skipped.key()).isEqualTo(Runs.READ);
  }

  @Test
  void shouldBeChargedForBytesThatMayHaveMovedWhenUnsuccessful() {
    TransferRecord late =
        TransferRecord.unsuccessful(
            Runs.READ, AT, AT.plusSeconds(2), TransferResult.TIMED_OUT, 4096, "no answer");

    assertThat(late.startedAt()).isEqualTo(AT);
    assertThat(late.finishedAt()).isEqualTo(AT.plusSeconds(2));
    assertThat(late.result()).isEqualTo(TransferResult.TIMED_OUT);
    assertThat(late.movedBytes()).isEqualTo(4096);
    assertThat(late.detail()).isEqualTo("no answer");
    assertThat(late.key()).isEqualTo(Runs.READ);
  }

  private static TransferRecord record(TransferResult result, String parts) {
    return new TransferRecord(
        Runs.READ,
        AT,
        AT,
        result,
        REASON.filter(part -> parts.contains("S")),
        MEASUREMENT.filter(part -> parts.contains("M")),
        VERDICT.filter(part -> parts.contains("V")),
        CORRUPTION.filter(part -> parts.contains("C")),
        0,
        "");
  }
}
