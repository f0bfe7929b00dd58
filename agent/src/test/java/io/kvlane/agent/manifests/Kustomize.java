package io.kvlane.agent.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kvlane.agent.samples.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Renders kustomizations with the kubectl of this machine. Tests that need it are skipped where
 * there is none; that the sources are read strictly does not depend on it.
 */
final class Kustomize {

  private static final Path K8S = Repository.file("k8s");
  private static final long ENDS_WITHIN_SECONDS = 60;

  private Kustomize() {}

  static List<String> overlays() {
    return directories("overlays");
  }

  /** Components that a user may add; the others are part of overlays. */
  static List<String> optionalComponents() {
    return directories("components").stream().filter(name -> !name.equals("nvidia")).toList();
  }

  private static List<String> directories(String parent) {
    try (Stream<Path> found = Files.list(K8S.resolve(parent))) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static void assumeKubectl() {
    assumeTrue(
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl"))),
        "kubectl is not on the path: see https://kubernetes.io/docs/tasks/tools/");
  }

  /**
   * An overlay with components, as a kustomization of a user's own has them.
   *
   * @param scratch directory to write that kustomization to
   */
  static Manifest render(Path scratch, String overlay, List<String> components) throws Exception {
    Path here = scratch.toRealPath();
    List<String> lines = new ArrayList<>();
    lines.add("resources:");
    lines.add("  - " + here.relativize(K8S.resolve("overlays").resolve(overlay)));
    if (!components.isEmpty()) {
      lines.add("components:");
    }
    for (String component : components) {
      lines.add("  - " + here.relativize(K8S.resolve("components").resolve(component)));
    }
    Files.write(here.resolve("kustomization.yaml"), lines);
    return Manifest.of(render(here, scratch.resolve("rendered.yaml")));
  }

  /** An overlay as it is, with the command that its users give. */
  static String render(Path scratch, String overlay) throws Exception {
    return render(K8S.resolve("overlays").resolve(overlay), scratch.resolve("rendered.yaml"));
  }

  private static String render(Path directory, Path output)
      throws IOException, InterruptedException {
    Path problems = output.resolveSibling("problems");
    Process process =
        new ProcessBuilder("kubectl", "kustomize", directory.toString())
            .redirectOutput(output.toFile())
            .redirectError(problems.toFile())
            .start();
    try {
      assertThat(process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(problems)).as("what kubectl says of %s", directory).isEmpty();
    assertThat(process.exitValue()).isZero();
    return Files.readString(output);
  }
}
