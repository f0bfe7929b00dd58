package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.it.WebhookReceiver.Notification;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Thirty nodes, and the NIC of one fails: it and 29 others see their bytes fall back to TCP.
 * Whoever is paged is paged once, for the NIC. Another Alertmanager, whose configuration lacks the
 * inhibition, shows what would come without it. Alerts fire and end five times as fast as in
 * reality, all alike, so that their order stays.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class OneNicOnePageIT {

  private static final int NODES = 30;
  private static final String BROKEN = EmulatedFleet.name(7);
  private static final String PAGE = "/pager";
  private static final String FALLBACK = "KvlanePathFallback";

  private static final int HASTE = 5;
  private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(3);

  /** Thrice what the slowest alert takes to fire or to end, for a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path directory;

  private final Timeline times = new Timeline();

  @Test
  void shouldPageOnceForOneBrokenNic() {
    try (EmulatedFleet fleet = new EmulatedFleet(NODES);
        WebhookReceiver receiver = new WebhookReceiver();
        WebhookReceiver control = new WebhookReceiver();
        AlertmanagerProcess alertmanager =
            alertmanager("alertmanager", Monitoring.alertmanager(receiver.uri()));
        AlertmanagerProcess without =
            alertmanager("without", Monitoring.alertmanagerWithoutInhibition(control.uri()));
        PrometheusProcess prometheus =
            prometheus(fleet, List.of(alertmanager.uri(), without.uri()))) {
      assertAllAreWell(prometheus);

      fleet.setNic(BROKEN, false);
      times.mark("the NIC fails");
      Notification page = receiver.await("a page", PATIENCE, one -> one.path().equals(PAGE));
      times.mark("paged", page.at());
      assertNamesTheNic(page);
      await(
          prometheus,
          "fallbacks on all nodes",
          "count by (node) (kvlane_path_fallback == 1)",
          NODES);
      times.mark("all nodes see bytes fall back");
      Notification another =
          control.await(
              "one page more without inhibition", PATIENCE, one -> isPageOf(one, FALLBACK));
      times.mark("without inhibition another page", another.at());

      fleet.setNic(BROKEN, true);
      times.mark("the NIC is repaired");
      await(prometheus, "the end of all alerts", "ALERTS{alertstate='firing'}", 0);
      times.mark("no alert is left");
      Notification end =
          receiver.await(
              "the end of the page",
              PATIENCE,
              one -> one.path().equals(PAGE) && one.status().equals("resolved"));
      times.mark("told that it is over", end.at());
      assertThat(receiver.at(PAGE)).as("one page and its end").containsExactly(page, end);
    }
    times.print("One NIC of 30 nodes, " + HASTE + " times as fast as in reality");
  }

  private AlertmanagerProcess alertmanager(String name, String configuration) {
    return AlertmanagerProcess.serving(directory.resolve(name), configuration);
  }

  private PrometheusProcess prometheus(EmulatedFleet fleet, List<URI> alertmanagers) {
    return PrometheusProcess.serving(
        directory.resolve("prometheus"),
        Monitoring.prometheus(
            directory.resolve("prometheus"),
            SCRAPE_INTERVAL,
            HASTE,
            fleet.targets(),
            alertmanagers));
  }

  private static void assertAllAreWell(PrometheusProcess prometheus) {
    await(
        prometheus,
        "every node to have measured all others, and no fallback",
        "kvlane_path_fallback{kind='peer',operation='read'} == 0",
        NODES * (NODES - 1));
    assertThat(prometheus.firing()).isEmpty();
  }

  private static void await(PrometheusProcess prometheus, String what, String query, int series) {
    Await.value(
        what,
        PATIENCE,
        SCRAPE_INTERVAL,
        () -> Optional.of(query).filter(_ -> prometheus.query(query).size() == series));
  }

  private static boolean isPageOf(Notification one, String alert) {
    return one.path().equals(PAGE) && one.status().equals("firing") && one.names(alert);
  }

  private static void assertNamesTheNic(Notification page) {
    assertThat(page.status()).isEqualTo("firing");
    assertThat(page.alerts()).hasSize(1);
    JsonNode alert = page.alerts().getFirst();
    assertThat(PrometheusProcess.labels(alert.path("labels")))
        .containsEntry("alertname", "KvlaneRdmaPortDown")
        .containsEntry("severity", "critical")
        .containsEntry("node", BROKEN);
    assertThat(PrometheusProcess.labels(alert.path("annotations")).get("summary"))
        .contains(BROKEN, EmulatedNic.DEVICE);
  }
}
