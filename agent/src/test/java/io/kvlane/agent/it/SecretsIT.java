package io.kvlane.agent.it;

import static io.kvlane.agent.kubernetes.Pods.NODES;
import static io.kvlane.agent.kubernetes.Pods.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.kubernetes.FakeApiServer;
import io.kvlane.agent.kubernetes.Pods;
import io.kvlane.agent.samples.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The key of the agents' certificate and the token for Kubernetes are where they belong and nowhere
 * else: not in answers over HTTP, logs, files, arguments and environments, also while the agent
 * logs all that it does.
 */
final class SecretsIT {

  private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.dG9rZW4tb2YtdGhlLXRlc3Q.c2lnbmF0dXJl";

  /** Characters of a part of the key: any piece of it that is twice as long holds a whole one. */
  private static final int PART = 16;

  private static final List<String> ANSWERS =
      List.of(
          "/metrics",
          "/health",
          "/health/live",
          "/health/ready",
          "/health/group/fabric",
          "/api/v1/node",
          "/api/v1/transfers",
          "/api/v1/findings",
          "/api/v1/peers",
          "/");

  @TempDir private Path directory;

  private final FakeApiServer kubernetes = new FakeApiServer("kvlane", PODS, NODES);

  private Map<String, String> settings(String name, int port, String peer, int peerPort)
      throws IOException {
    Path own = Files.createDirectories(directory.resolve(name));
    Path files = directory.resolve("certificates");
    Map<String, String> settings =
        new TreeMap<>(Kubeconfig.of(files, "http://127.0.0.1:" + kubernetes.port(), TOKEN));
    settings.put("KVLANE_NODE_NAME", name);
    settings.put("KVLANE_KUBERNETES_ENABLED", "true");
    settings.put("KVLANE_PEERS", peer + "=127.0.0.1:" + peerPort);
    settings.put("KVLANE_PEER_EPOCH", "5s");
    settings.put("KVLANE_CONTROL_HOST", "127.0.0.1");
    settings.put("KVLANE_CONTROL_PORT", Integer.toString(port));
    settings.put("KVLANE_CONTROL_CERTIFICATE_FILE", files.resolve("agent.crt").toString());
    settings.put("KVLANE_CONTROL_KEY_FILE", files.resolve("agent.key").toString());
    settings.put("KVLANE_CONTROL_AUTHORITY_FILE", files.resolve("ca.crt").toString());
    settings.put(
        "KVLANE_JAVA_OPTS",
        "-Djava.io.tmpdir="
            + own.resolve("tmp")
            + " -Dquarkus.log.category.\"io.kvlane\".level=DEBUG");
    return settings;
  }

  @Test
  void shouldTellNobodyTheKeyOrTheToken() throws Exception {
    Path files = Files.createDirectories(directory.resolve("certificates"));
    Certificates.make(files);
    kubernetes.put(NODES, Pods.node("one", "rdma/ib", "8"));
    kubernetes.put(PODS, Pods.dynamo("decode-0", "decode", "one"));
    int port = Installation.freePort();
    int peerPort = Installation.freePort();
    List<String> secrets = secrets(files.resolve("agent.key"));
    try (kubernetes;
        AgentProcess one =
            AgentProcess.serving(
                directory.resolve("one"), settings("one", port, "other", peerPort));
        AgentProcess other =
            AgentProcess.serving(
                directory.resolve("other"), settings("other", peerPort, "one", port))) {
      Await.until("transfers both ways", () -> met(one) && met(other));
      Await.until(
          "pods, as Kubernetes tells of them",
          () -> one.scrape().value("kvlane_worker_pods", "role=decode").orElse(0) == 1);

      for (AgentProcess agent : List.of(one, other)) {
        for (String path : ANSWERS) {
          assertTellsNone(path, agent.get(path).body(), secrets);
        }
        List<Long> probes = Proc.children(agent.pid());
        assertThat(probes).as("probe processes run").isNotEmpty();
        for (long pid : Stream.concat(Stream.of(agent.pid()), probes.stream()).toList()) {
          assertTellsNone("arguments", Proc.startedWith(pid, "cmdline"), secrets);
          assertTellsNone("environment", Proc.startedWith(pid, "environ"), secrets);
        }
        for (long pid : probes) {
          assertThat(Proc.startedWith(pid, "environ"))
              .as("what a probe process knows of the agent's environment")
              .contains("UCX_POSIX_DIR")
              .doesNotContain("KUBECONFIG", "KVLANE_CONTROL");
        }
        assertThat(agent.log()).as("it logs all that it does").contains(" DEBUG ");
      }
      for (String name : List.of("one", "other")) {
        assertFilesTellNone(directory.resolve(name), secrets);
      }
      assertThat(Files.readString(files.resolve("kubeconfig")))
          .as("the search finds what is there")
          .contains(secrets.getLast());
    }
  }

  private static boolean met(AgentProcess agent) {
    return agent.runs("ok", "kind=peer", "engine=ucx") > 0
        && agent.runs("ok", "kind=peer", "engine=tcp") > 0;
  }

  /** Parts of the key, and the token; the key's file must have been one. */
  private static List<String> secrets(Path key) throws IOException {
    String body =
        String.join(
            "",
            Files.readAllLines(key).stream().filter(line -> !line.startsWith("-----")).toList());
    // The first half names the kind of key, which is no secret.
    String secret = body.substring(body.length() / 2);
    assertThat(secret).hasSizeGreaterThan(2 * PART);
    Stream<String> parts =
        Stream.iterate(0, from -> from + PART <= secret.length(), from -> from + PART)
            .map(from -> secret.substring(from, from + PART));
    return Stream.concat(parts, Stream.of(TOKEN)).toList();
  }

  private static void assertTellsNone(String what, String text, List<String> secrets) {
    assertThat(text).as(what).isNotEmpty();
    for (String secret : secrets) {
      assertThat(text.contains(secret)).as("a secret in %s", what).isFalse();
    }
  }

  private static void assertFilesTellNone(Path written, List<String> secrets) throws IOException {
    try (Stream<Path> files = Files.walk(written)) {
      List<Path> plain = files.filter(Files::isRegularFile).toList();
      assertThat(plain).extracting(file -> file.getFileName().toString()).contains("log");
      for (Path file : plain) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
          assertThat(text.contains(secret)).as("a secret in %s", file).isFalse();
        }
      }
    }
  }
}
