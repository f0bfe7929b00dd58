package io.kvlane.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {

  @Test
  void shouldDivideThePayloadByTheTransferTime() {
    Measurement measurement = new Measurement(1000, 4096, 500, 2_000_000, Set.of());

    assertThat(measurement.bytes()).isEqualTo(4_096_000);
    assertThat(measurement.bandwidthBytesPerSecond()).isEqualTo(2.048e9);
  }

  @Test
  void shouldCountBytesBeyondTheRangeOfAnInt() {
    assertThat(new Measurement(100_000, 1 << 20, 0, 1, Set.of()).bytes())
        .isEqualTo(104_857_600_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 12.3 GB/s, 81300813",
    "1000000, 0.500 GB/s, 2000000000",
    "1000000, 49.0 GB/s, 20408163",
    "1,       0.00100 GB/s, 1000000",
  })
  void shouldPutTheBandwidthInWordsWhateverTheLocale(
      int descriptors, String words, long transferNanos) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new Measurement(descriptors, 1000, 0, transferNanos, Set.of()).bandwidthText())
          .isEqualTo(words);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0, 1", "1, 0, 0, 1", "1, 1, -1, 1", "1, 1, 0, 0"})
  void shouldRefuseWhatIsNotAMeasurement(
      int descriptors, int descriptorBytes, long postNanos, long transferNanos) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Measurement(descriptors, descriptorBytes, postNanos, transferNanos, Set.of()))
        .withMessage(
            "not a measurement: %d descriptors of %d bytes, posted in %d ns, moved in %d ns",
            descriptors, descriptorBytes, postNanos, transferNanos);
  }

  @Test
  void shouldAcceptTheSmallestMeasurement() {
    assertThat(new Measurement(1, 1, 0, 1, Set.of()).bytes()).isEqualTo(1);
  }

  @Test
  void shouldNotChangeWithTheCapsItWasMadeOf() {
    Set<Cap> caps = EnumSet.of(Cap.BYTES);
    Measurement measurement = new Measurement(1, 1, 0, 1, caps);

    caps.add(Cap.TIME);

    assertThat(measurement.caps()).containsExactly(Cap.BYTES);
  }
}
