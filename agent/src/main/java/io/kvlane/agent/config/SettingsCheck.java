package io.kvlane.agent.config;

import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.transfer.Labelled;
import io.kvlane.probes.host.HostRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Checks that the values of a configuration are in range and fit together. */
final class SettingsCheck {

  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final long GIB = 1024 * MIB;
  private static final int MOST_PORT = 65_535;
  private static final int MOST_DEVICES = 1024;
  static final double PERCENT = 100;
  private static final long SECONDS_PER_DAY = 24L * 60 * 60;

  /** From here on fractions of a second are not worth telling. */
  private static final long LONG_SECONDS = 1_000_000;

  private SettingsCheck() {}

  static Settings of(AgentConfig config) throws ConfigException {
    AgentConfig.Transfer transfer = config.transfer();
    Duration second = Duration.ofSeconds(1);
    Duration interval =
        inRange("transfer.interval", transfer.interval(), second, Duration.ofDays(1));
    Duration maxDuration =
        inRange(
            "transfer.max-duration",
            transfer.maxDuration(),
            Duration.ofMillis(10),
            Duration.ofSeconds(10));
    Duration deadline = transfer.deadline();
    if (deadline.compareTo(maxDuration) <= 0 || deadline.compareTo(interval.dividedBy(2)) >= 0) {
      throw new ConfigException(
          "kvlane.transfer.deadline is %s, but must be longer than kvlane.transfer.max-duration (%s) and shorter than half of kvlane.transfer.interval (%s)"
              .formatted(text(deadline), text(maxDuration), text(interval)));
    }
    String nodeName = nodeName(config);
    return new Settings(
        nodeName,
        directory("kvlane.host-root", config.hostRoot()),
        config.stateDirectory().toAbsolutePath(),
        expectedPath(config),
        expectedRdmaDevices(config),
        Profiles.of(config),
        config.http().host(),
        port("kvlane.http.port", config.http().port()),
        ControlCheck.of(config, nodeName),
        PeerCheck.of(config),
        new LiveTrafficSettings(
            inRange("kvlane.transfer.live-traffic-percent", transfer.liveTrafficPercent(), 1, 100)
                / PERCENT,
            inRange(
                "transfer.live-traffic-patience",
                transfer.liveTrafficPatience(),
                Duration.ofSeconds(10),
                Duration.ofDays(1))),
        interval,
        inRange("budget-per-second", transfer.budgetPerSecond(), MIB, 1024 * GIB),
        inRange("max-bytes", transfer.maxBytes(), 64 * KIB, GIB),
        maxDuration,
        deadline,
        inRange("transfer.start-deadline", transfer.startDeadline(), second, Duration.ofMinutes(1)),
        libraryDirectory("kvlane.ucx.library-directory", config.ucx().libraryDirectory()),
        ucxEnvironment(config.ucx().environment().orElse("")),
        libraryDirectory("kvlane.gpu.library-directory", config.gpu().libraryDirectory()),
        KubernetesCheck.of(config),
        ReportCheck.of(config),
        KubernetesCheck.isTrue("kvlane.transfer.enabled", transfer.enabled()));
  }

  private static String nodeName(AgentConfig config) throws ConfigException {
    return config
        .nodeName()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .or(new HostRoot(config.hostRoot())::hostName)
        .or(new HostRoot(Path.of("/"))::hostName)
        .orElseThrow(
            () -> new ConfigException("this machine has no host name: set kvlane.node-name"));
  }

  private static Optional<ExpectedPath> expectedPath(AgentConfig config) throws ConfigException {
    Optional<String> set = config.expectedPath().map(String::strip).filter(path -> !path.isEmpty());
    if (set.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Labelled.parse(ExpectedPath.class, set.get()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("kvlane.expected-path: " + e.getMessage(), e);
    }
  }

  private static OptionalInt expectedRdmaDevices(AgentConfig config) throws ConfigException {
    if (config.expectedRdmaDevices().isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        inRange(
            "kvlane.expected-rdma-devices", config.expectedRdmaDevices().get(), 0, MOST_DEVICES));
  }

  /** A port in its range; the text says which. */
  static int port(String what, int port) throws ConfigException {
    return inRange(what, port, 1, MOST_PORT);
  }

  /** A whole number in its range; the text says which. */
  static int inRange(String what, int value, int least, int most) throws ConfigException {
    if (value < least || value > most) {
      throw new ConfigException(
          "%s is %d, but must be between %d and %d".formatted(what, value, least, most));
    }
    return value;
  }

  private static Optional<Path> libraryDirectory(String key, Optional<Path> set)
      throws ConfigException {
    return set.isEmpty() ? set : Optional.of(directory(key, set.get()).toAbsolutePath());
  }

  private static Path directory(String key, Path directory) throws ConfigException {
    if (!Files.isDirectory(directory)) {
      throw new ConfigException(key + ": " + directory + " is not a directory: name one that is");
    }
    return directory;
  }

  private static Map<String, String> ucxEnvironment(String pairs) throws ConfigException {
    Map<String, String> environment = new TreeMap<>();
    for (String pair : pairs.strip().split("\\s+")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 0 || !pair.substring(0, equals).matches("UCX_[A-Z0-9_]+")) {
        throw new ConfigException(
            "kvlane.ucx.environment: '"
                + pair
                + "' is not UCX_NAME=value; separate several by spaces");
      }
      String name = pair.substring(0, equals);
      if (environment.put(name, pair.substring(equals + 1)) != null) {
        throw new ConfigException("kvlane.ucx.environment sets " + name + " twice: set it once");
      }
    }
    return environment;
  }

  /** A duration in its range; the key is one below kvlane. */
  static Duration inRange(String key, Duration value, Duration least, Duration most)
      throws ConfigException {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new ConfigException(
          "kvlane.%s is %s, but must be between %s and %s"
              .formatted(key, text(value), text(least), text(most)));
    }
    return value;
  }

  private static long inRange(String key, ByteSize value, long least, long most)
      throws ConfigException {
    if (value.bytes() < least || value.bytes() > most) {
      throw new ConfigException(
          "kvlane.transfer.%s is %s, but must be between %s and %s"
              .formatted(key, value.text(), new ByteSize(least).text(), new ByteSize(most).text()));
    }
    return value.bytes();
  }

  private static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toNanosPart() != 0 && Math.abs(seconds) < LONG_SECONDS) {
      return duration.toMillis() + "ms";
    }
    return seconds != 0 && seconds % SECONDS_PER_DAY == 0
        ? seconds / SECONDS_PER_DAY + "d"
        : seconds + "s";
  }
}
