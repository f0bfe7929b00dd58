package io.kvlane.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.discovery.DirectoryProblem.Kind;
import java.net.URI;
import org.junit.jupiter.api.Test;

class DirectoryProblemTest {

  private static final ServiceId SERVICE = new ServiceId("kvlane", "agents");

  @Test
  void shouldTellTheVerbsApart() {
    DirectoryProblem list = DirectoryProblem.ofStatus(403, false, SERVICE);
    DirectoryProblem watch = DirectoryProblem.ofStatus(403, true, SERVICE);

    assertThat(list.kind()).isEqualTo(Kind.LIST_FORBIDDEN);
    assertThat(list.text()).contains(" list endpointslices.discovery.k8s.io in namespace kvlane ");
    assertThat(watch.kind()).isEqualTo(Kind.WATCH_FORBIDDEN);
    assertThat(watch.text())
        .contains(" watch endpointslices.discovery.k8s.io in namespace kvlane ");
  }

  @Test
  void shouldSayWhatToDoAboutEachStatus() {
    assertThat(DirectoryProblem.ofStatus(401, false, SERVICE).text()).contains("service account");
    assertThat(DirectoryProblem.ofStatus(404, false, SERVICE).text()).contains("1.21 or newer");
    assertThat(DirectoryProblem.ofStatus(410, true, SERVICE).text()).contains("listed anew");
    assertThat(DirectoryProblem.ofStatus(503, true, SERVICE))
        .isEqualTo(
            new DirectoryProblem(
                Kind.REFUSED,
                "Kubernetes answers 503 to a watch of endpointslices: the nodes known so far are"
                    + " kept; check the API server"));
  }

  @Test
  void shouldStayOneLineOfBoundedLengthWhateverTheCauseSays() {
    String text =
        DirectoryProblem.away(
                URI.create("https://10.96.0.1:443/apis?token=x"),
                new IllegalStateException("first\n\tsecond" + "x".repeat(10_000)))
            .text();

    assertThat(text)
        .startsWith("Kubernetes cannot be reached at https://10.96.0.1:443 (first second")
        .doesNotContain("token")
        .hasSizeLessThan(400)
        .hasLineCount(1);
    assertThat(DirectoryProblem.noClient(new IllegalStateException()).text())
        .contains("(IllegalStateException)");
  }
}
