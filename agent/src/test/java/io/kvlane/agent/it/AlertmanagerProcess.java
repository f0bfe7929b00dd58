package io.kvlane.agent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Alertmanager with a configuration, alone and without a cluster of its own, until it is
 * closed. The test is skipped where there is none.
 */
final class AlertmanagerProcess implements AutoCloseable {

  private final ServerProcess server;

  private AlertmanagerProcess(ServerProcess server) {
    this.server = server;
  }

  /**
   * Starts Alertmanager and waits until it is ready.
   *
   * @param directory where all of it lies; made when it is not there
   * @param configuration the text of {@code alertmanager.yml}
   */
  static AlertmanagerProcess serving(Path directory, String configuration) {
    Path program = ServerProcess.programOrSkip("alertmanager", "prometheus-alertmanager");
    int port = Installation.freePort();
    try {
      Files.createDirectories(directory);
      Path file = Files.writeString(directory.resolve("alertmanager.yml"), configuration);
      return new AlertmanagerProcess(
          ServerProcess.serving(
              directory,
              port,
              List.of(
                  program.toString(),
                  "--config.file=" + file,
                  "--storage.path=" + directory.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--cluster.listen-address=",
                  "--log.level=info")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
  }
}
