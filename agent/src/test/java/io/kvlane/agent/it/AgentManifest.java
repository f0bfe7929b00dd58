package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the DaemonSet of the overlay {@code cpu-only} asks of the container, in podman's words: this
 * test runs what users apply. It is rendered by kubectl; without one the base is read as it is,
 * which that overlay does not change.
 */
final class AgentManifest {

  private static final Duration RENDERED_WITHIN = Duration.ofSeconds(60);

  private final JsonNode pod;
  private final JsonNode container;

  private AgentManifest(JsonNode pod) {
    this.pod = pod;
    this.container = pod.path("containers").path(0);
  }

  /** Renders the manifest and reads it. */
  static AgentManifest read() {
    try {
      for (JsonNode document :
          new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(text()).readAll()) {
        if (document.path("kind").asText().equals("DaemonSet")) {
          return new AgentManifest(document.path("spec").path("template").path("spec"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no DaemonSet");
  }

  private static String text() throws IOException {
    Path manifests = Installation.root().resolve("k8s");
    Optional<Path> kubectl = Installation.tool("kubectl");
    if (kubectl.isEmpty()) {
      return Files.readString(manifests.resolve("base/daemonset.yaml"));
    }
    Podman.Result rendered =
        Podman.execute(
            RENDERED_WITHIN,
            List.of(
                kubectl.get().toString(),
                "kustomize",
                manifests.resolve("overlays/cpu-only").toString()));
    assertThat(rendered.status()).as(rendered.text()).isZero();
    return rendered.text();
  }

  /** Bytes of the container's memory limit. */
  long memoryLimit() {
    return bytes(container.at("/resources/limits/memory").asText());
  }

  /** Capabilities that the container is given. */
  List<String> capabilities() {
    return texts(container.at("/securityContext/capabilities/add"));
  }

  /** Arguments of the image's entry point. */
  String[] arguments() {
    return texts(container.path("args")).toArray(String[]::new);
  }

  /** Paths that the kubelet asks for. */
  List<String> probePaths() {
    return List.of("startupProbe", "livenessProbe", "readinessProbe").stream()
        .map(probe -> container.at("/" + probe + "/httpGet/path").asText())
        .toList();
  }

  /** Time between SIGTERM and SIGKILL. */
  Duration gracePeriod() {
    return Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong());
  }

  /** Where the container may write. */
  List<String> writable() {
    return mounts(false).map(mount -> mount.path("mountPath").asText()).toList();
  }

  /**
   * Options of {@code podman run}: user, capabilities, limit of memory, file system and mounts.
   * What Kubernetes makes of a ConfigMap is the directory of this test; state is a directory of it,
   * too, for a test leaves nothing on the machine; what the machine lacks is not mounted.
   *
   * @param directory with {@code config}, {@code state} and {@code tmp}
   */
  List<String> options(Path directory) {
    JsonNode security = container.path("securityContext");
    assertThat(security.path("privileged").asBoolean()).isFalse();
    assertThat(pod.path("hostPID").asBoolean()).isFalse();
    List<String> options = new ArrayList<>();
    options.add("--user=" + pod.at("/securityContext/runAsUser").asInt(-1));
    if (security.path("readOnlyRootFilesystem").asBoolean()) {
      options.addAll(List.of("--read-only", "--read-only-tmpfs=false"));
    }
    if (!security.path("allowPrivilegeEscalation").asBoolean(true)) {
      options.add("--security-opt=no-new-privileges");
    }
    texts(security.at("/capabilities/drop")).forEach(name -> options.add("--cap-drop=" + name));
    capabilities().forEach(name -> options.add("--cap-add=" + name));
    options.add("--memory=" + memoryLimit());
    options.add("--memory-swap=" + memoryLimit());
    container
        .path("env")
        .forEach(variable -> {
          if (variable.has("value")) {
            options.add(
                "--env=" + variable.path("name").asText() + "=" + variable.path("value").asText());
          }
        });
    mounts(true).forEach(mount -> mount(mount, ":ro", directory, options));
    mounts(false).forEach(mount -> mount(mount, "", directory, options));
    return options;
  }

  private Stream<JsonNode> mounts(boolean readOnly) {
    return StreamSupport.stream(container.path("volumeMounts").spliterator(), false)
        .filter(mount -> mount.path("readOnly").asBoolean() == readOnly);
  }

  private void mount(JsonNode mount, String access, Path directory, List<String> options) {
    String inside = mount.path("mountPath").asText();
    JsonNode volume = volume(mount.path("name").asText());
    if (volume.has("emptyDir")) {
      if (volume.at("/emptyDir/medium").asText().equals("Memory")) {
        long most = bytes(volume.at("/emptyDir/sizeLimit").asText());
        options.add("--mount=type=tmpfs,destination=" + inside + ",tmpfs-size=" + most);
      } else {
        options.add("--volume=" + directory.resolve("tmp") + ":" + inside);
      }
    } else if (volume.has("configMap")) {
      options.add("--volume=" + directory.resolve("config") + ":" + inside + access);
    } else if (volume.path("hostPath").path("type").asText().equals("DirectoryOrCreate")) {
      options.add("--volume=" + directory.resolve("state") + ":" + inside + access);
    } else if (volume.has("hostPath")) {
      String path = volume.at("/hostPath/path").asText();
      if (Files.exists(Path.of(path))) {
        options.add("--volume=" + path + ":" + inside + access);
      }
    }
  }

  private JsonNode volume(String name) {
    return StreamSupport.stream(pod.path("volumes").spliterator(), false)
        .filter(volume -> volume.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no volume " + name));
  }

  private static long bytes(String quantity) {
    return Quantity.getAmountInBytes(Quantity.parse(quantity)).longValueExact();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
