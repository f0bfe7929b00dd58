package io.kvlane.core.peer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What decides who meets whom, as one agent sees it. Agents with equal views work out the same
 * meetings.
 *
 * @param nodes names of all nodes that have an agent, this one's included; sorted, each once
 * @param interest pairs of interest, in groups; sorted
 * @param epoch time in which each node meets at most one other, above 0
 */
public record ClusterView(List<String> nodes, List<InterestGroup> interest, Duration epoch) {

  /** Part of the hash: agents that work meetings out in another way must not agree. */
  private static final String ALGORITHM = "kvlane-meetings-1";

  private static final int HASH_BYTES = 8;

  /** Sorts, so that views of the same are equal. */
  public ClusterView {
    if (!epoch.isPositive()) {
      throw new IllegalArgumentException("an epoch of " + epoch);
    }
    nodes = nodes.stream().distinct().sorted().toList();
    interest =
        interest.stream().distinct().sorted(Comparator.comparing(InterestGroup::text)).toList();
  }

  /** Number of the epoch that a time lies in. */
  public long epochAt(Instant now) {
    return Math.floorDiv(now.toEpochMilli(), epoch.toMillis());
  }

  /**
   * 16 hexadecimal digits that are the same exactly for the same view, for all practical purposes:
   * the first 64 bits of a SHA-256.
   */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(line(ALGORITHM + " " + epoch.toMillis()));
      nodes.forEach(node -> digest.update(line(node)));
      interest.forEach(group -> digest.update(line("of interest " + group.text())));
      return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The view as a schedule, empty where there is nobody to meet. */
  public Optional<PeerSchedule> schedule() {
    return nodes.size() < 2 ? Optional.empty() : Optional.of(new PeerSchedule(this));
  }
}
