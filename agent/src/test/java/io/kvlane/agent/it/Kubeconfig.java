package io.kvlane.agent.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tells a process which API server to speak to. */
final class Kubeconfig {

  private Kubeconfig() {}

  /** The environment that names a server, by a file in a directory. */
  static Map<String, String> of(Path directory, String url) throws IOException {
    return of(directory, url, "secret");
  }

  /** The same, with the token to show there. */
  static Map<String, String> of(Path directory, String url, String token) throws IOException {
    String config =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: here, cluster: {server: "%1$s"}}]
        users: [{name: me, user: {token: "%2$s"}}]
        contexts: [{name: here, context: {cluster: here, user: me}}]
        current-context: here
        """
            .formatted(url, token);
    return Map.of(
        "KUBECONFIG", Files.writeString(directory.resolve("kubeconfig"), config).toString());
  }
}
