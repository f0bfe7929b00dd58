package io.kvlane.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindingLogTest {

  private static final Finding FALLBACK =
      new Finding(
          "path-fallback", Severity.WARNING, "read", "TCP, not RDMA.", List.of(), "Look at it.");
  private static final Finding CORRUPT =
      new Finding("payload-corrupt", Severity.CRITICAL, "read", "Wrong.", List.of(), "Replace it.");

  private final Logger logger = Logger.getLogger(FindingLog.class.getName());
  private final List<String> lines = new ArrayList<>();
  private final FindingLog log = new FindingLog();

  private final PatternFormatter format = new PatternFormatter("%p %s");

  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(format.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(listener);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(listener);
    logger.setUseParentHandlers(true);
  }

  @Test
  void shouldSayWhatIsWrongAndWhatToDo() {
    log.update(List.of(FALLBACK));

    assertThat(lines)
        .containsExactly("WARN warning path-fallback read: TCP, not RDMA. Fix: Look at it.");
  }

  @Test
  void shouldSayItOnceWhileItLasts() {
    log.update(List.of(FALLBACK));
    log.update(List.of(FALLBACK));
    log.update(
        List.of(
            new Finding(
                "path-fallback", Severity.WARNING, "read", "In other words.", List.of(), "Do.")));

    assertThat(lines).hasSize(1);
  }

  @Test
  void shouldSayWhenItIsGoneAndWhenItIsBack() {
    log.update(List.of(FALLBACK));
    log.update(List.of());
    log.update(List.of());
    log.update(List.of(FALLBACK));

    assertThat(lines).hasSize(3).element(1).isEqualTo("INFO gone: path-fallback read");
    assertThat(lines.get(2)).isEqualTo(lines.getFirst());
  }

  @Test
  void shouldKeepFindingsApart() {
    log.update(List.of(FALLBACK));
    log.update(List.of(CORRUPT, FALLBACK));

    assertThat(lines).hasSize(2).last().asString().contains("payload-corrupt read: Wrong.");
  }

  @Test
  void shouldSayNothingWhenNothingIsWrong() {
    log.update(List.of());

    assertThat(lines).isEmpty();
  }
}
