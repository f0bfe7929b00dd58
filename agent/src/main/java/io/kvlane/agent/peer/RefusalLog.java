package io.kvlane.agent.peer;

import io.kvlane.core.peer.Refusal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The log's lines about refusals: at most one a minute for each reason, so that nobody fills a disk
 * by knocking. A line names the address, and nothing of what came from there. One thread.
 */
final class RefusalLog {

  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Map<Refusal, Said> said = new EnumMap<>(Refusal.class);

  /** When a reason was logged last, and how often it occurred since. */
  private record Said(long atNanos, long since) {}

  /**
   * Takes note of a refusal.
   *
   * @param nowNanos time of {@link System#nanoTime}
   * @return the line to log, if one is due
   */
  Optional<String> refused(Refusal reason, String address, long nowNanos) {
    Said before = said.get(reason);
    if (before != null && nowNanos - before.atNanos() < EVERY.toNanos()) {
      said.put(reason, new Said(before.atNanos(), before.since() + 1));
      return Optional.empty();
    }
    said.put(reason, new Said(nowNanos, 0));
    String others =
        before == null || before.since() == 0
            ? ""
            : "; %d more since the last such line".formatted(before.since());
    return Optional.of(
        "control port: %s was refused, %s: %s%s"
            .formatted(address, reason.label(), meaning(reason), others));
  }

  private static String meaning(Refusal reason) {
    return switch (reason) {
      case NOT_TLS -> "what it sent is not TLS";
      case NO_CERTIFICATE -> "it showed no certificate";
      case UNKNOWN_AUTHORITY -> "its certificate is of another authority";
      case EXPIRED_CERTIFICATE ->
          "its certificate has expired or is not valid yet; compare the clocks too";
      case HANDSHAKE_FAILED ->
          "the TLS handshake failed; it may have hung up, or not trust this agent's certificate";
      case TOO_SLOW -> "it took too long to finish the handshake or to say something";
      case TOO_MANY_CONNECTIONS -> "it had to give way to other connections";
      case NOT_A_MESSAGE -> "what it said is no message that may come here";
      case TOO_LONG -> "its message is longer than any can be";
      case VERSION ->
          "it speaks another version of the protocol; install the same kvlane on both nodes";
      case TOO_OFTEN -> "it asks too often";
    };
  }
}
