package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the monitoring stack that serves HTTP on a port of the loopback interface, with its
 * data and its log below one directory, until it is closed.
 */
final class ServerProcess implements AutoCloseable {

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path log;
  private final URI uri;
  private final Process process;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ServerProcess(Path log, URI uri, Process process) {
    this.log = log;
    this.uri = uri;
    this.process = process;
  }

  /** The program with one of these names; the test is skipped, and says so, when there is none. */
  static Path programOrSkip(String... names) {
    Optional<Path> found = Stream.of(names).flatMap(n -> Installation.tool(n).stream()).findFirst();
    assumeTrue(found.isPresent(), names[0] + " is neither on the PATH nor in .tools/bin");
    return found.orElseThrow();
  }

  /** Starts a program in a directory that is there, and waits until it says that it is ready. */
  static ServerProcess serving(Path directory, int port, List<String> command) {
    Path log = directory.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    try {
      ServerProcess server =
          new ServerProcess(log, URI.create("http://127.0.0.1:" + port), builder.start());
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    try {
      Await.until(
          "readiness; log: " + log,
          () -> {
            assertThat(process.isAlive()).as(log()).isTrue();
            return isReady();
          });
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private boolean isReady() {
    try {
      return send(request("/-/ready").GET().build()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where it serves, without a slash at the end. */
  URI uri() {
    return uri;
  }

  /** The answer to a GET, which must be a success. */
  JsonNode get(String pathAndQuery) {
    return answer(request(pathAndQuery).GET().build());
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(uri + pathAndQuery)).timeout(ANSWERS_WITHIN);
  }

  private JsonNode answer(HttpRequest request) {
    try {
      HttpResponse<String> response = send(request);
      assertThat(response.statusCode()).as("%s: %s", request, response.body()).isEqualTo(200);
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + request, e);
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request + "; log: " + log(), e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Everything that the program wrote. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the program, and makes sure that it is gone. */
  @Override
  public void close() {
    client.close();
    Signals.send("TERM", process.pid());
    try {
      assertThat(process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("ends when told to; log: %s", log())
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
