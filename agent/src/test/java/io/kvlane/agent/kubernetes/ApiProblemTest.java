package io.kvlane.agent.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.kubernetes.ApiProblem.Kind;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiProblemTest {

  private static final WatchedKind SERVICE =
      new WatchedKind(
          "discovery.k8s.io",
          "v1",
          "endpointslices",
          Optional.of("kvlane"),
          "nodes",
          "it must be 1.21 or newer");

  @Test
  void shouldTellTheVerbsApart() {
    ApiProblem list = ApiProblem.ofStatus(403, false, SERVICE);
    ApiProblem watch = ApiProblem.ofStatus(403, true, SERVICE);

    assertThat(list.kind()).isEqualTo(Kind.LIST_FORBIDDEN);
    assertThat(list.text()).contains(" list endpointslices.discovery.k8s.io in namespace kvlane ");
    assertThat(watch.kind()).isEqualTo(Kind.WATCH_FORBIDDEN);
    assertThat(watch.text())
        .contains(" watch endpointslices.discovery.k8s.io in namespace kvlane ");
  }

  @Test
  void shouldSayWhatToDoAboutEachStatus() {
    assertThat(ApiProblem.ofStatus(401, false, SERVICE).text()).contains("service account");
    assertThat(ApiProblem.ofStatus(404, false, SERVICE).text()).contains("1.21 or newer");
    assertThat(ApiProblem.ofStatus(410, true, SERVICE).text()).contains("listed anew");
    assertThat(ApiProblem.ofStatus(503, true, SERVICE))
        .isEqualTo(
            new ApiProblem(
                Kind.REFUSED,
                "Kubernetes answers 503 to a watch of endpointslices: the nodes known so far are"
                    + " kept; check the API server"));
  }

  @Test
  void shouldStayOneLineOfBoundedLengthWhateverTheCauseSays() {
    String text =
        ApiProblem.away(
                URI.create("https://10.96.0.1:443/apis?token=x"),
                new IllegalStateException("first\n\tsecond" + "x".repeat(10_000)),
                SERVICE)
            .text();

    assertThat(text)
        .startsWith("Kubernetes cannot be reached at https://10.96.0.1:443 (first second")
        .doesNotContain("token")
        .hasSizeLessThan(400)
        .hasLineCount(1);
    assertThat(ApiProblem.noClient(new IllegalStateException()).text())
        .contains("(IllegalStateException)");
  }

  @Test
  void shouldNameTheClusterRoleThatPodsNeed() {
    assertThat(ApiProblem.ofStatus(403, false, WatchedKind.pods("pods")).text())
        .isEqualTo(
            "Kubernetes does not let this agent list pods in the whole cluster (403): give its"
                + " service account a ClusterRole with apiGroups [\"\"], resources [pods], verbs"
                + " [list, watch]");
  }
}
