package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One running agent, with a directory of its own for everything that it writes. */
final class AgentProcess implements AutoCloseable {

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

  /** Three intents, each with both operations, of one profile. */
  private static final int KINDS_OF_RUN = 6;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path directory;
  private final int port;
  private final Process process;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private AgentProcess(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts an agent with short intervals, and these settings beside or instead; on a free port
   * unless they name one.
   */
  static AgentProcess start(Path directory, Map<String, String> settings, String... options) {
    Map<String, String> environment = new TreeMap<>(Cli.environment(directory));
    environment.put("KVLANE_HTTP_PORT", Integer.toString(Installation.freePort()));
    environment.putAll(settings);
    int port = Integer.parseInt(environment.get("KVLANE_HTTP_PORT"));
    // A background job of a shell ignores SIGINT, and so would what it starts.
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/env",
                "--default-signal=INT",
                Installation.launcher().toString(),
                "agent"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KVLANE_"));
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(directory.resolve("tmp"));
      return new AgentProcess(directory, port, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts an agent and waits until it serves. */
  static AgentProcess serving(Path directory, Map<String, String> settings, String... options) {
    AgentProcess agent = start(directory, settings, options);
    try {
      agent.awaitServing();
    } catch (AssertionError e) {
      agent.kill();
      throw e;
    }
    return agent;
  }

  void awaitServing() {
    Await.until(
        "the agent serves; its log: " + directory.resolve("log"),
        () -> {
          assertThat(process.isAlive()).as(log()).isTrue();
          return answers();
        });
  }

  private boolean answers() {
    try {
      return request("/health/ready", "*/*").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  /** Whether a run is under way. */
  boolean transfers() {
    return Proc.holdsLock(pid(), stateDirectory().resolve("transfer.lock"));
  }

  Path stateDirectory() {
    return directory.resolve("state");
  }

  /** Directories in which a probe process is to meet the agent. */
  List<String> meetingPlaces() {
    return Proc.names(temporaryDirectory()).stream()
        .filter(name -> name.startsWith("kvlane-"))
        .toList();
  }

  /** Unix sockets that carry such a directory in their name: one a connected probe process. */
  List<String> sockets() {
    return Proc.unixSockets(temporaryDirectory());
  }

  /** Everything that the agent wrote to its standard output and error. */
  String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path temporaryDirectory() {
    return directory.resolve("tmp");
  }

  HttpResponse<String> get(String path) {
    return get(path, "*/*");
  }

  HttpResponse<String> get(String path, String accept) {
    try {
      return request(path, accept);
    } catch (IOException e) {
      throw new AssertionError("no answer to " + path + "; log: " + log(), e);
    }
  }

  private HttpResponse<String> request(String path, String accept) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", accept)
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

  JsonNode json(String path) {
    try {
      return JSON.readTree(get(path).body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + path, e);
    }
  }

  /** Number of runs with this result of the kinds that have all these labels. */
  double runs(String result, String... labels) {
    String[] all = Arrays.copyOf(labels, labels.length + 1);
    all[labels.length] = "result=" + result;
    return scrape().value("kvlane_transfers_total", all).orElse(0);
  }

  /** Waits until every kind of run of a round was made and verified. */
  void awaitRound() {
    Await.until(
        "a round of verified runs",
        () -> {
          List<String> verified = scrape().series("kvlane_transfers_total", "result=ok");
          return verified.size() == KINDS_OF_RUN
              && verified.stream().noneMatch(line -> line.endsWith(" 0.0"));
        });
  }

  /** Process id of the probe process of a role, once it runs. */
  long probe(String role) {
    return Await.value(
        "a probe process of the " + role,
        () ->
            process(role)
                .map(view -> view.path("pid"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong)
                .filter(Proc::runs));
  }

  /** What the API says about the probe process of a role. */
  Optional<JsonNode> process(String role) {
    for (JsonNode view : json("/api/v1/node").path("processes")) {
      if (view.path("role").asText().equals(role)) {
        return Optional.of(view);
      }
    }
    return Optional.empty();
  }

  /** What the API says about an engine, once it was looked at. */
  JsonNode engine(String name) {
    return Await.value(
        "a look at the engine " + name,
        () -> {
          for (JsonNode view : json("/api/v1/node").path("engines")) {
            if (view.path("engine").asText().equals(name)) {
              return Optional.of(view);
            }
          }
          return Optional.empty();
        });
  }

  /** The finding of a rule about a subject, once there is one. */
  JsonNode finding(String rule, String subject) {
    return Await.value(
        "finding " + rule + " about " + subject,
        () -> {
          for (JsonNode finding : json("/api/v1/findings").path("findings")) {
            if (finding.path("rule").asText().equals(rule)
                && finding.path("subject").asText().startsWith(subject)) {
              return Optional.of(finding);
            }
          }
          return Optional.empty();
        });
  }

  /** Waits until the agent has ended by itself. */
  int awaitExit() {
    try {
      assertThat(process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Ends the agent at once, if it still runs; for tests that end it themselves. */
  void kill() {
    process.destroyForcibly();
  }

  /** Ends the agent and makes sure that nothing of it is left. */
  @Override
  public void close() {
    List<Long> children = Proc.children(pid());
    List<Path> memory = children.stream().flatMap(Proc::sharedMemoryDirectory).toList();
    Signals.send("TERM", pid());
    try {
      awaitExit();
    } finally {
      process.destroyForcibly();
    }
    assertNothingLeft(children);
    assertThat(memory).allSatisfy(directory -> assertThat(directory).doesNotExist());
  }

  /** Makes sure that these processes are gone, and all that they had. */
  void assertNothingLeft(List<Long> children) {
    Await.until(
        "the end of the probe processes " + children,
        () -> children.stream().noneMatch(Proc::runs));
    assertThat(meetingPlaces()).isEmpty();
    assertThat(sockets()).isEmpty();
  }
}
