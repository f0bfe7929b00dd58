package io.kvlane.agent.page;

import io.kvlane.core.path.PathClass;
import io.kvlane.core.snapshot.RecentRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Draws a series as SVG: time to the right, bandwidth upwards, each decade as high as the next,
 * since a fallback costs decades. Runs over RDMA are dots, others squares.
 *
 * @param floor line below which an alert fires, in bytes per second, where RDMA is expected
 * @param link line of the fastest port, in bytes per second, where RDMA is expected
 */
record Plot(Series series, OptionalDouble floor, OptionalDouble link) {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 190;
  private static final int LEFT = 84;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 24;

  private static final double LOWEST = 1e6;

  Html svg(Instant now, String label) {
    Html svg =
        new Html()
            .open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "role",
                "img",
                "aria-label",
                label,
                "class",
                "plot");
    grid(svg);
    link.ifPresent(rate -> level(svg, rate, "link", "port"));
    floor.ifPresent(rate -> level(svg, rate, "floor", "floor"));
    path(svg, "tcp-line", line(series.baseline()));
    path(svg, "run rdma", dots(run -> isRdma(run.pathClass())));
    path(svg, "run other", dots(run -> !isRdma(run.pathClass())));
    times(svg, now);
    return svg.close("svg");
  }

  private static boolean isRdma(PathClass path) {
    return switch (path) {
      case GPUDIRECT_RDMA, HOST_RDMA, HOST_STAGED_RDMA -> true;
      case TCP, LOCAL, UNKNOWN -> false;
    };
  }

  private void grid(Html svg) {
    for (int decade = bottomDecade(); decade <= topDecade(); decade++) {
      String y = at(y(Math.pow(10, decade)));
      svg.open(
              "line",
              "class",
              "grid",
              "x1",
              "" + LEFT,
              "x2",
              "" + (WIDTH - RIGHT),
              "y1",
              y,
              "y2",
              y)
          .close("line");
      svg.element(
          "text",
          unit(decade),
          "x",
          "" + (LEFT - 6),
          "y",
          at(y(Math.pow(10, decade)) + 4),
          "text-anchor",
          "end");
    }
  }

  private static String unit(int decade) {
    return decade >= 9
        ? (long) Math.pow(10, decade - 9) + " GB/s"
        : (long) Math.pow(10, decade - 6) + " MB/s";
  }

  private void level(Html svg, double rate, String kind, String word) {
    String y = at(y(rate));
    svg.open(
            "line",
            "class",
            "level " + kind,
            "x1",
            "" + LEFT,
            "x2",
            "" + (WIDTH - RIGHT),
            "y1",
            y,
            "y2",
            y)
        .close("line")
        .element(
            "text",
            word + " " + Words.bandwidth(rate),
            "class",
            "level " + kind,
            "x",
            "" + (LEFT + 4),
            "y",
            at(y(rate) - 4));
  }

  private static void path(Html svg, String kind, String steps) {
    if (!steps.isEmpty()) {
      svg.open("path", "class", kind, "d", steps).close("path");
    }
  }

  private String line(List<RecentRun> runs) {
    List<String> steps = new ArrayList<>();
    for (RecentRun run : runs) {
      steps.add((steps.isEmpty() ? "M" : "L") + point(run));
    }
    return steps.size() == 1 ? steps.getFirst() + "h4" : String.join("", steps);
  }

  /** Lines of no length: their caps are the dots. */
  private String dots(Predicate<RecentRun> which) {
    StringBuilder steps = new StringBuilder();
    series.runs().stream()
        .filter(which)
        .forEach(run -> steps.append('M').append(point(run)).append("h0"));
    return steps.toString();
  }

  private String point(RecentRun run) {
    return at(x(run.at())) + " " + at(y(run.bytesPerSecond()));
  }

  private void times(Html svg, Instant now) {
    String y = "" + (HEIGHT - 6);
    svg.element("text", Words.ago(first(), now), "x", "" + LEFT, "y", y);
    svg.element(
        "text", Words.ago(last(), now), "x", "" + (WIDTH - RIGHT), "y", y, "text-anchor", "end");
  }

  private Instant first() {
    return series.all().map(RecentRun::at).min(Instant::compareTo).orElseThrow();
  }

  private Instant last() {
    return series.all().map(RecentRun::at).max(Instant::compareTo).orElseThrow();
  }

  private double x(Instant at) {
    double span = Math.max(1, Duration.between(first(), last()).toMillis());
    return LEFT
        + 6
        + (WIDTH - LEFT - RIGHT - 12) * (Duration.between(first(), at).toMillis() / span);
  }

  private double y(double rate) {
    double share =
        (Math.log10(Math.max(LOWEST, rate)) - bottomDecade()) / (topDecade() - bottomDecade());
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share;
  }

  private int bottomDecade() {
    double least = series.all().mapToDouble(RecentRun::bytesPerSecond).min().orElse(LOWEST);
    return (int) Math.floor(Math.log10(Math.max(LOWEST, Math.min(least, floor.orElse(least)))));
  }

  private int topDecade() {
    double most = series.all().mapToDouble(RecentRun::bytesPerSecond).max().orElse(LOWEST);
    double all = Math.max(Math.max(most, link.orElse(most)), floor.orElse(most));
    return Math.max(bottomDecade() + 1, (int) Math.ceil(Math.log10(Math.max(LOWEST, all))));
  }

  private static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
