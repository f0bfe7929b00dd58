package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** An agent in a container of its own, in this machine's network, run as the manifest says. */
final class ContainerAgent implements AutoCloseable {

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

  /** Far above what it takes: where all cores are busy, one run was seen to take 15 s. */
  private static final Duration MEETS_WITHIN = Duration.ofMinutes(3);

  private final String name;
  private final Path directory;
  private final int port;
  private long pid;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ContainerAgent(String name, Path directory, int port) {
    this.name = name;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts an agent and waits until it answers.
   *
   * @param directory for its mounts
   * @param settings beside the manifest's environment
   */
  static ContainerAgent start(
      String image,
      AgentManifest manifest,
      String name,
      Path directory,
      int port,
      Path certificates,
      Map<String, String> settings) {
    List<String> options = new ArrayList<>(List.of("--detach", "--network=host"));
    options.add("--name=" + name);
    options.addAll(manifest.options(directory));
    options.add("--volume=" + certificates + ":/etc/kvlane-tls:ro");
    settings.forEach((key, value) -> options.add("--env=" + key + "=" + value));
    ContainerAgent agent = new ContainerAgent(name, directory, port);
    CompletableFuture<Long> answered = CompletableFuture.supplyAsync(agent::firstAnswer);
    Podman.Result started = Podman.attempt(Podman.container(options, image, manifest.arguments()));
    assertThat(started.status()).as(started.text()).isZero();
    agent.runs();
    try {
      System.out.printf(
          "%s: first answer of /metrics %d ms after the container started%n",
          name, answered.join() - agent.startedAt());
    } catch (RuntimeException e) {
      throw new AssertionError(agent.log(), e);
    }
    return agent;
  }

  private long firstAnswer() {
    return Await.value(
        "an answer of " + name,
        () -> {
          try {
            return request("/metrics").statusCode() == 200
                ? Optional.of(System.currentTimeMillis())
                : Optional.empty();
          } catch (IOException notYet) {
            return Optional.empty();
          }
        });
  }

  private long startedAt() {
    return Long.parseLong(inspect("{{.State.StartedAt.UnixMilli}}"));
  }

  private String inspect(String format) {
    return Podman.run("inspect", "--format", format, name);
  }

  /** The agent's process id on this machine. */
  long pid() {
    return pid;
  }

  private void runs() {
    pid = Long.parseLong(inspect("{{.State.Pid}}"));
  }

  /** Starts the container again, once it has ended. */
  void restart() {
    Podman.run("start", name);
    runs();
  }

  /** Whether it is the process that it was at the start. */
  boolean isTheSame() {
    return inspect("{{.State.Pid}}").equals(Long.toString(pid));
  }

  /** Ids of agent and probe processes. */
  List<Long> processes() {
    long agent = pid();
    return Stream.concat(Stream.of(agent), Proc.children(agent).stream()).toList();
  }

  /** Whether a run is under way. */
  boolean transfers() {
    return Proc.holdsLock(pid(), directory.resolve("state/transfer.lock"));
  }

  HttpResponse<String> get(String path) {
    try {
      return request(path);
    } catch (IOException e) {
      throw new AssertionError("no answer to " + path + "; log: " + log(), e);
    }
  }

  private HttpResponse<String> request(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(ANSWERS_WITHIN)
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  Scrape scrape() {
    return new Scrape(get("/metrics").body());
  }

  /** Number of runs with this result of the kinds that have all these labels. */
  double runs(String result, String... labels) {
    String[] all = Arrays.copyOf(labels, labels.length + 1);
    all[labels.length] = "result=" + result;
    return scrape().value("kvlane_transfers_total", all).orElse(0);
  }

  /** Waits for more verified runs over UCX with the other node than there were. */
  void awaitPeerRuns(double more) {
    double before = peerRuns();
    Await.value(
        name + ": verified UCX runs with the other node",
        MEETS_WITHIN,
        () -> peerRuns() >= before + more ? Optional.of(true) : Optional.empty());
  }

  /** Number of verified runs over UCX with the other node. */
  double peerRuns() {
    return runs("ok", "kind=peer", "engine=ucx");
  }

  /** Runs a command in the container. */
  String execute(String... command) {
    List<String> arguments = new ArrayList<>(List.of("exec", name));
    arguments.addAll(List.of(command));
    return Podman.run(arguments.toArray(String[]::new));
  }

  String log() {
    return Podman.attempt(List.of("logs", name)).text();
  }

  /** Ends the agent as the kubelet does, and says with which status it ended. */
  int stop(Duration gracePeriod) {
    Podman.run("stop", "--time", Long.toString(gracePeriod.toSeconds()), name);
    return Integer.parseInt(inspect("{{.State.ExitCode}}"));
  }

  /** What the agent remembers, by file name. */
  List<String> remembered() {
    try (Stream<Path> files = Files.list(directory.resolve("state"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Podman.attempt(List.of("rm", "--force", "--time", "0", name));
  }
}
