package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.util.concurrent.ThreadLocalRandom;

/** How this process reaches Kubernetes. */
public final class ApiAccess {

  private static final int SHORTEST_WAIT_MILLIS = 1000;

  private ApiAccess() {}

  /**
   * From the service account's files or a kubeconfig. A request that fails is made once more, and
   * lists and watches that fail are begun anew with growing pauses; both start from the same wait,
   * which differs from agent to agent.
   */
  public static Config ofThisProcess() {
    int wait = ThreadLocalRandom.current().nextInt(SHORTEST_WAIT_MILLIS, 2 * SHORTEST_WAIT_MILLIS);
    return new ConfigBuilder()
        .withUserAgent("kvlane")
        .withWatchReconnectInterval(wait)
        .withRequestRetryBackoffInterval(wait)
        .withRequestRetryBackoffLimit(1)
        .build();
  }
}
