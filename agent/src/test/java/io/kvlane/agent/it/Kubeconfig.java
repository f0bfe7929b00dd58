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
    String config =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: here, cluster: {server: "%s"}}]
        users: [{name: me, user: {token: secret}}]
        contexts: [{name: here, context: {cluster: here, user: me}}]
        current-context: here
        """
            .formatted(url);
    return Map.of(
        "KUBECONFIG", Files.writeString(directory.resolve("kubeconfig"), config).toString());
  }
}
