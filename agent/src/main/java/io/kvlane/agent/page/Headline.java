package io.kvlane.agent.page;

import io.kvlane.core.finding.FabricHealth;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.Fallback;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The node's verdict in one sentence. It never says other than {@link FabricHealth}.
 *
 * @param state what it amounts to
 * @param sentence the sentence
 * @param expected the path that is expected, and who says so
 */
record Headline(State state, String sentence, String expected) {

  /** What a verdict amounts to. */
  enum State {
    AS_EXPECTED("As expected", "good", "✓"),
    MEASURED("Measured", "plain", "i"),
    FALLBACK("Fallback", "bad", "✕"),
    TROUBLE("Critical", "bad", "✕"),
    NOT_MEASURED("Not measured", "warn", "?");

    private final String word;
    private final String tone;
    private final String sign;

    State(String word, String tone, String sign) {
      this.word = word;
      this.tone = tone;
      this.sign = sign;
    }

    String word() {
      return word;
    }

    String tone() {
      return tone;
    }

    String sign() {
      return sign;
    }
  }

  private static final int MOST_CHARACTERS = 400;

  /** The verdict of a snapshot with its findings. */
  static Headline of(NodeSnapshot snapshot) {
    String expected = expected(snapshot.expectation());
    FabricHealth health = FabricHealth.judge(snapshot, snapshot.at());
    // Where transfers are turned off, up does not say that anything was measured.
    if (health.up() && snapshot.turnedOff().isEmpty()) {
      return snapshot.expectation().isPresent()
          ? new Headline(
              State.AS_EXPECTED,
              "KV bytes take " + seen(snapshot, false) + ", as expected.",
              expected)
          : new Headline(
              State.MEASURED,
              "KV bytes take "
                  + seen(snapshot, false)
                  + "; nothing says which path they should take.",
              expected);
    }
    String worse = seen(snapshot, true);
    if (!worse.isEmpty()) {
      return new Headline(
          State.FALLBACK,
          "KV bytes take %s where %s is expected."
              .formatted(
                  worse, snapshot.expectation().map(said -> said.path().label()).orElseThrow()),
          expected);
    }
    Optional<Finding> critical =
        snapshot.findings().stream()
            .filter(finding -> finding.severity() == Severity.CRITICAL)
            .findFirst();
    return critical
        .map(finding -> new Headline(State.TROUBLE, sentence(finding.summary()), expected))
        .orElseGet(() -> new Headline(State.NOT_MEASURED, notMeasured(health), expected));
  }

  private static String notMeasured(FabricHealth health) {
    return health.reason().equals("not measured")
        ? "No verified run says yet which path KV bytes take."
        : sentence(health.reason());
  }

  /** The paths of fresh verdicts, or of those that fall back. */
  private static String seen(NodeSnapshot snapshot, boolean worse) {
    Instant now = snapshot.at();
    List<TransferRecord> runs =
        snapshot
            .freshVerdicts(now)
            .filter(run -> !worse || Fallback.of(run, snapshot.expectation()).orElse(false))
            .toList();
    return runs.stream()
        .map(run -> run.verdict().orElseThrow().pathClass())
        .filter(path -> path != PathClass.LOCAL && path != PathClass.UNKNOWN)
        .distinct()
        .map(PathClass::label)
        .collect(Collectors.joining(" and "));
  }

  private static String sentence(String text) {
    return Words.sentence(Words.clip(text, MOST_CHARACTERS));
  }

  private static String expected(Optional<Expectation> expectation) {
    return expectation
        .map(said ->
            "Expected: "
                + said.path().label()
                + ", "
                + switch (said.source()) {
                  case CONFIGURATION -> "as this node's configuration says.";
                  case ALLOCATABLE -> "because the node offers RDMA resources in Kubernetes.";
                  case LEARNED -> "learned from what this node has shown in verified runs.";
                })
        .orElse(
            "No path is expected: kvlane.expected-path is not set, the node offers no RDMA resource"
                + " in Kubernetes, and none was learned.");
  }
}
