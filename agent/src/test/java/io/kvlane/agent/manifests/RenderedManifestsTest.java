package io.kvlane.agent.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.lint.LintNote;
import io.kvlane.agent.lint.LintResult;
import io.kvlane.agent.lint.Linter;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.core.workload.rules.WorkerRules;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What kubectl makes of each overlay with each component and with all. That components get along is
 * seen on each two of them with one overlay: they change other things than overlays do.
 */
class RenderedManifestsTest {

  /** More does not fit into the annotation in which {@code kubectl apply} keeps what it applied. */
  private static final int MOST_BYTES_APPLIED = 262_144;

  /** One contains the other. */
  private static final List<String> PEERS = List.of("peers", "peers-cert-manager");

  @TempDir private static Path certificates;
  @TempDir private Path scratch;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Kustomize.assumeKubectl();
    Certificates.make(certificates);
  }

  static Stream<Arguments> combinations() {
    return Kustomize.overlays().stream()
        .flatMap(overlay ->
            (overlay.equals("cpu-only") ? Stream.concat(few(), pairs()) : few())
                .map(components -> Arguments.of(overlay, components)));
  }

  /** None, each by itself, and all, with certificates of either kind. */
  private static Stream<List<String>> few() {
    List<String> all = Kustomize.optionalComponents();
    return Stream.of(
            Stream.of(List.<String>of()),
            all.stream().map(List::of),
            PEERS.stream()
                .map(left -> all.stream().filter(component -> !component.equals(left)).toList()))
        .flatMap(sets -> sets);
  }

  private static Stream<List<String>> pairs() {
    List<String> all = Kustomize.optionalComponents();
    return all.stream()
        .flatMap(one ->
            all.stream()
                .filter(other -> one.compareTo(other) < 0)
                .map(other -> List.of(one, other)))
        .filter(pair -> !pair.equals(PEERS));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void shouldRenderWhatIsRight(String overlay, List<String> components) throws Exception {
    Manifest manifest = Kustomize.render(scratch, overlay, components);

    assertThat(
            manifest.objects().stream().flatMap(object -> StrictObjects.problem(object).stream()))
        .isEmpty();
    assertThat(PodRules.problems(manifest)).isEmpty();
    assertThat(ReferenceRules.problems(manifest)).isEmpty();
    assertThat(ConfigRules.problems(manifest, scratch, certificates)).isEmpty();
    assertThat(manifest.pod().path("hostNetwork").asBoolean()).isEqualTo(overlay.equals("rdma"));
    assertThat(manifest.objects())
        .allSatisfy(object ->
            assertThat(object.toString().getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(MOST_BYTES_APPLIED));
    assertClean(lint());
  }

  /** The agents are no workers, so nothing is judged; but all is read. */
  private static void assertClean(LintResult result) {
    assertThat(result.findings()).isEmpty();
    assertThat(result.notes().stream().filter(LintNote::unread)).isEmpty();
    assertThat(result.counts().documents()).isPositive();
  }

  private LintResult lint() {
    return new Linter(WorkerRules.all(), Optional.empty(), InputStream.nullInputStream())
        .lint(List.of(scratch.resolve("rendered.yaml").toString()));
  }

  @ParameterizedTest
  @MethodSource("io.kvlane.agent.manifests.Kustomize#overlays")
  void shouldRenderAnOverlayAsItIs(String overlay) throws Exception {
    Manifest alone = Manifest.of(Kustomize.render(scratch, overlay));

    assertThat(alone).isEqualTo(Kustomize.render(scratch, overlay, List.of()));
  }

  /** kvlane wants of the network what a worker wants, so the rules for workers judge it as one. */
  @ParameterizedTest
  @MethodSource("io.kvlane.agent.manifests.Kustomize#overlays")
  void shouldAskForWhatAWorkerNeedsWhereThereIsRdma(String overlay) throws Exception {
    String rendered = Kustomize.render(scratch, overlay);
    Files.writeString(
        scratch.resolve("rendered.yaml"),
        rendered.replaceAll(
            "(?m)^        app.kubernetes.io/component: agent$",
            "$0\n        llm-d.ai/role: decode"));

    LintResult result = lint();

    assertThat(result.counts().workers()).isEqualTo(1);
    List<String> rules = result.findings().stream().map(found -> found.mistake().rule()).toList();
    if (overlay.equals("cpu-only")) {
      assertThat(rules).contains("worker-rdma-missing");
    } else {
      assertThat(rules).isEmpty();
    }
  }
}
