package io.kvlane.agent.cli;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.discovery.PeerDirectories;
import io.kvlane.agent.discovery.PeerDirectory;
import io.kvlane.agent.ondemand.PeerNames;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Finds nodes by what Kubernetes says of a Service; waits a little for its answer. */
final class ServiceNames implements PeerNames {

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Settings settings;

  private ServiceNames(Settings settings) {
    this.settings = settings;
  }

  /** Names in the configured Service, none where none is configured. */
  static PeerNames of(Settings settings) {
    return settings.peer().service().isPresent() ? new ServiceNames(settings) : PeerNames.NONE;
  }

  @Override
  public Optional<Peer> find(String name) throws ConfigException {
    try (CommandVertx vertx = CommandVertx.start();
        PeerDirectory directory = PeerDirectories.of(settings, vertx.get(), Clock.systemUTC())) {
      directory.start();
      return awaited(directory, name);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Peer> awaited(PeerDirectory directory, String name)
      throws ConfigException, InterruptedException {
    long giveUpAt = System.nanoTime() + ANSWERS_WITHIN.toNanos();
    while (directory.address(name).isEmpty()
        && directory.report().problem().isPresent()
        && System.nanoTime() - giveUpAt < 0) {
      Thread.sleep(POLL);
    }
    Optional<Peer> found = directory.address(name);
    Optional<String> problem = directory.report().problem();
    if (found.isEmpty() && problem.isPresent()) {
      throw new ConfigException(
          "PEER: " + problem.get() + "; or give " + name + "=HOST[:PORT] yourself");
    }
    return found;
  }
}
