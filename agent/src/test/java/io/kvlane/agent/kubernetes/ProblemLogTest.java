package io.kvlane.agent.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemLogTest {

  private final List<String> lines = new ArrayList<>();
  private final ProblemLog log = new ProblemLog(lines::add, () -> lines.add("recovered"));

  @Test
  void shouldSayOnceWhatSeveralWatchesSufferFromAndOnceThatItIsOver() {
    ApiProblem away = away("refused");
    log.note("pods", Optional.of(away));
    log.note("nodes", Optional.of(away("timed out")));
    log.note("pods", Optional.of(away("reset")));
    log.note("pods", Optional.empty());
    log.note("nodes", Optional.empty());
    log.note("nodes", Optional.empty());

    assertThat(lines).containsExactly(away.text(), "recovered");
  }

  @Test
  void shouldSayEachPermissionThatIsMissing() {
    log.note("pods", Optional.of(forbidden(WatchedKind.pods("pods"))));
    log.note("workers", Optional.of(forbidden(WatchedKind.pods("workers"))));
    log.note("nodes", Optional.of(forbidden(WatchedKind.nodes("nodes"))));

    assertThat(lines)
        .satisfiesExactly(
            line -> assertThat(line).contains("resources [pods]"),
            line -> assertThat(line).contains("resources [nodes]"));
  }

  @Test
  void shouldSayItAgainAfterARecovery() {
    log.note("pods", Optional.of(away("refused")));
    log.note("pods", Optional.empty());
    log.note("pods", Optional.of(away("refused")));

    assertThat(lines).hasSize(3);
  }

  private static ApiProblem away(String why) {
    return ApiProblem.away(
        URI.create("https://10.0.0.1/api"),
        new IllegalStateException(why),
        WatchedKind.pods("pods"));
  }

  private static ApiProblem forbidden(WatchedKind kind) {
    return ApiProblem.ofStatus(403, false, kind);
  }
}
