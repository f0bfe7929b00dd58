package io.kvlane.agent.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.ConfigLoader;
import io.kvlane.agent.samples.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests' files as they lie in the source tree; needs no kubectl. */
class SourceManifestsTest {

  /** What kustomizations here say; kubectl refuses what it does not know, where there is one. */
  private static final Set<String> KUSTOMIZATION_KEYS =
      Set.of(
          "apiVersion",
          "kind",
          "namespace",
          "labels",
          "resources",
          "components",
          "patches",
          "configMapGenerator",
          "generatorOptions",
          "images");

  private static final Pattern HOST_PATH = Pattern.compile("`(/[a-z/_-]+)`");

  static Stream<Path> files() throws IOException {
    return Stream.concat(below("k8s", ".yaml"), kustomizations("dashboards"));
  }

  static Stream<Path> configurations() throws IOException {
    return Stream.concat(
        below("k8s", ".properties"), Stream.of(Repository.file("src/docs/kvlane.properties")));
  }

  private static Stream<Path> kustomizations(String directory) throws IOException {
    return below(directory, "kustomization.yaml")
        .filter(file -> !file.toString().contains("/target/"));
  }

  private static Stream<Path> below(String directory, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(Repository.file(directory))) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldHaveOnlyFieldsThatExist(Path file) throws IOException {
    List<JsonNode> objects = Manifest.of(Files.readString(file)).objects();

    assertThat(objects).isNotEmpty();
    for (JsonNode object : objects) {
      if (file.endsWith("kustomization.yaml")) {
        assertThat(KUSTOMIZATION_KEYS).containsAll(Manifest.names(object));
      } else {
        assertThat(StrictObjects.problem(object)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldNameOnlyFilesThatAreThere(Path file) throws IOException {
    if (!file.endsWith("kustomization.yaml")) {
      // It is one of those that are named.
      assertThat(file.resolveSibling("kustomization.yaml"))
          .content()
          .contains(file.getFileName().toString());
      return;
    }
    JsonNode kustomization = Manifest.of(Files.readString(file)).objects().getFirst();
    Stream<JsonNode> named =
        Stream.of(
                Manifest.elements(kustomization.path("resources")),
                Manifest.elements(kustomization.path("components")),
                Manifest.elements(kustomization.path("patches")).map(patch -> patch.path("path")),
                Manifest.elements(kustomization.path("configMapGenerator"))
                    .flatMap(generator -> Manifest.elements(generator.path("files"))))
            .flatMap(names -> names)
            .filter(JsonNode::isTextual);

    assertThat(named.map(name -> file.resolveSibling(name.asText())))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(path).exists());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void shouldLetTheAgentStartWithEachConfiguration(Path file) throws ConfigException {
    assertThat(ConfigLoader.load(Optional.of(file), Map.of(), Map.of()).profiles()).isNotEmpty();
  }

  /** Lines that are comments are there to be uncommented. */
  @ParameterizedTest
  @MethodSource("configurations")
  void shouldShowOnlyKeysThatExist(Path file) throws IOException {
    String reference = Files.readString(Repository.file("src/docs/configuration.md"));
    for (String line : Files.readAllLines(file)) {
      Matcher setting = Pattern.compile("^(?:# )?(kvlane\\.[a-z.-]+)=").matcher(line);
      if (setting.find()) {
        assertThat(reference).contains("| `" + setting.group(1) + "` |");
      }
    }
  }

  @Test
  void shouldSayInTheTableWhichHostPathsThereAre() throws IOException {
    Set<String> mounted = new HashSet<>();
    Set<String> written = new HashSet<>();
    String base = Files.readString(Repository.file("k8s/base/daemonset.yaml"));
    Manifest manifest = Manifest.of(base);
    for (JsonNode volume : manifest.pod().path("volumes")) {
      String path = volume.at("/hostPath/path").asText();
      if (!path.isEmpty()) {
        mounted.add(path);
        Manifest.elements(manifest.container().path("volumeMounts"))
            .filter(mount -> mount.path("name").equals(volume.path("name")))
            .filter(mount -> !mount.path("readOnly").asBoolean())
            .forEach(_ -> written.add(path));
      }
    }

    Set<String> told = new HashSet<>();
    Set<String> toldToBeWritten = new HashSet<>();
    boolean inTable = false;
    for (String line : Files.readAllLines(Repository.file("k8s/README.md"))) {
      inTable = line.startsWith("|") && (inTable || line.startsWith("| host path"));
      String paths = inTable ? line.split("\\|")[1] : "";
      HOST_PATH
          .matcher(paths)
          .results()
          .map(found -> found.group(1))
          .forEach(path -> {
            told.add(path);
            if (line.contains("**written**")) {
              toldToBeWritten.add(path);
            }
          });
    }
    assertThat(told).isEqualTo(mounted);
    assertThat(toldToBeWritten).isEqualTo(written).containsExactly("/var/lib/kvlane");
  }

  @Test
  void shouldMountHostPathsInTheBaseOnly() throws IOException {
    assertThat(
            below("k8s", ".yaml")
                .filter(file -> !file.toString().contains("/base/"))
                .filter(file -> read(file).contains("hostPath:")))
        .isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
