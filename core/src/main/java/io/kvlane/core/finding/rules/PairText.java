package io.kvlane.core.finding.rules;

import io.kvlane.core.peer.Asymmetry;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.peer.PairTrend;
import io.kvlane.core.peer.TrendKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What is known of a pair, in lines for people. */
final class PairText {

  private static final double BYTES_PER_GIGABYTE = 1e9;

  private PairText() {}

  /** A bandwidth to three digits, such as {@code 12.3 GB/s}. */
  static String bandwidth(double bytesPerSecond) {
    return String.format(Locale.ROOT, "%.3g GB/s", bytesPerSecond / BYTES_PER_GIGABYTE);
  }

  /** A ratio in whole percent. */
  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * ratio);
  }

  /** How fast it is each way, one line each. */
  static List<String> trends(Pair pair, PairJudge judge) {
    return Arrays.stream(TrendKind.values())
        .flatMap(
            kind -> judge.trend(pair, kind).map(trend -> text(pair, kind, trend, judge)).stream())
        .toList();
  }

  /** The slowest way that this node posts, on one line with the name of the other node. */
  static String slowest(Pair pair, PairJudge judge) {
    return Arrays.stream(TrendKind.values())
        .filter(TrendKind::postedHere)
        .filter(kind -> judge.trend(pair, kind).isPresent())
        .min((one, other) ->
            Double.compare(
                judge.trend(pair, one).orElseThrow().smoothedBytesPerSecond(),
                judge.trend(pair, other).orElseThrow().smoothedBytesPerSecond()))
        .map(kind ->
            pair.peer() + ": " + text(pair, kind, judge.trend(pair, kind).orElseThrow(), judge))
        .orElse(pair.peer());
  }

  private static String text(Pair pair, TrendKind kind, PairTrend trend, PairJudge judge) {
    OptionalLong link = judge.linkBytesPerSecond(pair);
    OptionalDouble linkRatio = judge.linkRatio(pair, trend);
    OptionalDouble usual = trend.baselineBytesPerSecond();
    String ofLink =
        linkRatio.isEmpty()
            ? ""
            : ", %s of the link's %s"
                .formatted(
                    percent(linkRatio.getAsDouble()), bandwidth((double) link.orElseThrow()));
    String ofUsual =
        usual.isEmpty()
            ? ""
            : ", %s of its usual %s"
                .formatted(
                    percent(trend.baselineRatio().orElseThrow()), bandwidth(usual.getAsDouble()));
    return "%s posted %s (%s): %s over %d runs%s%s, the last at %s"
        .formatted(
            kind.operation().label(),
            kind.postedHere() ? "here" : "there",
            kind.direction().label(),
            bandwidth(trend.smoothedBytesPerSecond()),
            trend.runs(),
            ofLink,
            ofUsual,
            trend.at());
  }

  /** One side against the other. */
  static String asymmetry(Asymmetry<?> found) {
    return "%s %s, %s %s: %s"
        .formatted(
            found.weaker().label(),
            bandwidth(found.weakerBytesPerSecond()),
            found.stronger().label(),
            bandwidth(found.strongerBytesPerSecond()),
            percent(found.ratio()));
  }

  /** Lines before those that may be cut. */
  static List<String> lines(String first, Stream<String> more) {
    return Stream.concat(Stream.of(first), SharedCause.bounded(more).stream()).toList();
  }
}
