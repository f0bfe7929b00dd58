package io.kvlane.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void shouldSayBandwidthInThreeDigits() {
    assertThat(Words.bandwidth(48.26e9)).isEqualTo("48.3 GB/s");
    assertThat(Words.bandwidth(1.096e9)).isEqualTo("1.10 GB/s");
    assertThat(Words.bandwidth(999e6)).isEqualTo("999 MB/s");
    assertThat(Words.bandwidth(400e9)).isEqualTo("400 GB/s");
  }

  @Test
  void shouldSaySizes() {
    assertThat(Words.size(512)).isEqualTo("512 B");
    assertThat(Words.size(32768)).isEqualTo("32 KiB");
    assertThat(Words.size(67_323_913)).isEqualTo("64.2 MiB");
  }

  @Test
  void shouldSayHowLongAgoAndKeepTheMoment() {
    assertThat(Words.ago(NOW.minusSeconds(119), NOW)).isEqualTo("119 s ago");
    assertThat(Words.ago(NOW.minusSeconds(600), NOW)).isEqualTo("10 min ago");
    assertThat(Words.ago(NOW.minusSeconds(3 * 3600), NOW)).isEqualTo("3 h ago");
    assertThat(Words.ago(NOW.minusSeconds(4 * 86_400), NOW)).isEqualTo("4 days ago");
    assertThat(Words.ago(NOW.plusSeconds(5), NOW)).isEqualTo("0 s ago");
    assertThat(Words.time(NOW.minusSeconds(5), NOW).toString())
        .isEqualTo(
            "<time datetime=\"2026-03-01T11:59:55Z\" title=\"2026-03-01T11:59:55Z\">5 s ago</time>");
  }

  @Test
  void shouldClipWhatIsLong() {
    assertThat(Words.clip("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Words.clip("abcdefg", 6)).isEqualTo("abcde…");
  }
}
