package io.kvlane.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Repository;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in all pages, and links between them. */
class DocumentedNamesTest {

  private static final KnownNames KNOWN =
      KnownNames.read(
          Repository.file("src/docs/configuration.md"),
          AlertRule.read(Repository.file("dashboards/prometheus/kvlane-rules.yaml")).stream()
              .map(AlertRule::name)
              .collect(Collectors.toSet()));

  static Stream<MarkdownPage> pages() {
    return Stream.of(
            Stream.of("README.md", "CONTRIBUTING.md", "dashboards/README.md", "k8s/README.md")
                .map(Repository::file)
                .map(MarkdownPage::read),
            MarkdownPage.readAll(Repository.file("src/docs")).stream(),
            MarkdownPage.readAll(Repository.file("src/docs/runbooks")).stream())
        .flatMap(pages -> pages);
  }

  static Stream<MarkdownPage> pagesAndDecisions() {
    return Stream.concat(
        pages(), MarkdownPage.readAll(Repository.file("src/docs/decisions")).stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void shouldNameWhatThereIs(MarkdownPage page) {
    assertThat(new NameProblems(KNOWN).of(page.text())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pagesAndDecisions")
  void shouldLinkToWhatThereIs(MarkdownPage page) {
    assertThat(LinkProblems.of(page)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "kvlane_path_fallbak is 1; no metric kvlane_path_fallbak",
        "rate(kvlane_path_info[5m]) by kvlane_none; no metric kvlane_none",
        "kvlane_path_fallback{colour=\"red\"}; kvlane_path_fallback has no label colour",
        "kvlane_path_fallback{intent=\"wrong\"}; label intent is never wrong",
        "kvlane_finding{rule=\"path-falback\"}; label rule is never path-falback",
        "set `kvlane.expected-pth=rdma`; no key kvlane.expected-pth",
        "KVLANE_EXPECTED_PTH=rdma; no variable KVLANE_EXPECTED_PTH",
        "curl -s NODE:9977/api/v1/finding; no path /api/v1/finding",
        "see `/api/v1/finding`; no path /api/v1/finding",
        "curl NODE:9977/health/alive; no path /health/alive",
        "run ./kvlane chek; no command chek",
        "kubectl exec POD -- kvlane expectation forget; no command expectation forget",
        "./kvlane check --jsn; no option --jsn of check",
        "amtool silence add alertname=KvlanePathFallbak; no alert KvlanePathFallbak",
        "'alertname=~KvlaneNothing.*'; no alert KvlaneNothing.*",
      })
  void shouldFindANameThatNothingHas(String text, String problem) {
    assertThat(new NameProblems(KNOWN).of(text)).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kvlane_path_fallback{node=\"a\",intent=\"default\"}",
        "histogram_quantile(0.9, rate(kvlane_transfer_duration_seconds_bucket{le=\"1\"}[5m]))",
        "kvlane_finding{rule=~\"worker-.*\",severity,…}",
        "`kvlane.transfer.interval`, below `kvlane.profile`, /etc/kvlane/kvlane.properties",
        "KVLANE_JAVA_OPTS=-Xmx64m kubectl delete pod KVLANE_POD",
        "curl -s http://NODE:9977/ NODE:9977/api/v1/peers; `/health/group/fabric`",
        "kubectl get --raw /api/v1/nodes/NODE/proxy/configz",
        "./kvlane check --json > node.json; `./kvlane expectation reset` forgets",
        "'alertname=~KvlaneBandwidthBelow.*'",
      })
  void shouldAcceptNamesThatThereAre(String text) {
    assertThat(new NameProblems(KNOWN).of(text)).isEmpty();
  }

  @Test
  void shouldFindLinksToNowhere() {
    MarkdownPage page =
        new MarkdownPage(
            Repository.file("src/docs/x.md"),
            """
            # X y

            [a](runbooks/none.md) [b](metrics.md#none) [c](#none)
            [d](https://example.org/none) [e](metrics.md#the-predicted-overhead) [f](#x-y)
            """);

    assertThat(LinkProblems.of(page))
        .isEqualTo(
            List.of(
                "link to nowhere: runbooks/none.md",
                "link to no heading: metrics.md#none",
                "link to no heading: #none"));
  }
}
