package io.kvlane.agent.page;

import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Recent bandwidth, drawn and in words, beside what it should be and what TCP does. */
final class BandwidthPart {

  /** Where the alert for slow paths fires, where RDMA is expected. */
  private static final double FLOOR_BYTES_PER_SECOND = 1e9;

  private BandwidthPart() {}

  static Html of(Facts facts) {
    NodeSnapshot snapshot = facts.snapshot();
    List<Series> all = Series.of(snapshot);
    Html part = new Html();
    if (all.isEmpty()) {
      return part.element(
          "p", "Not measured yet: no verified default run is remembered.", "class", "none");
    }
    boolean rdma =
        snapshot.expectation().filter(said -> said.path() != ExpectedPath.TCP).isPresent();
    OptionalLong port = snapshot.rdma().fastestBytesPerSecond(snapshot.at());
    OptionalDouble link =
        rdma && port.isPresent()
            ? OptionalDouble.of((double) port.getAsLong())
            : OptionalDouble.empty();
    OptionalDouble floor =
        rdma ? OptionalDouble.of(FLOOR_BYTES_PER_SECOND) : OptionalDouble.empty();
    part.open("div", "class", "plots");
    for (Series series : all) {
      String words = words(series, floor, link);
      part.open("figure")
          .open("figcaption")
          .element("b", series.title())
          .element("span", " " + words)
          .close("figcaption")
          .add(new Plot(series, floor, link).svg(snapshot.at(), series.title() + ": " + words))
          .close("figure");
    }
    return part.close("div").add(legend(rdma));
  }

  private static String words(Series series, OptionalDouble floor, OptionalDouble link) {
    double latest = series.latest().bytesPerSecond();
    double median = Series.median(series.runs());
    StringBuilder words = new StringBuilder("latest ").append(Words.bandwidth(latest));
    words.append(" (").append(series.latest().pathClass().label()).append(')');
    link.ifPresent(rate ->
        words.append(", ").append(Words.percent(latest / rate)).append(" of the fastest port"));
    floor.ifPresent(rate -> {
      words.append(latest < rate ? ", below" : ", above");
      words.append(" the floor of ").append(Words.bandwidth(rate));
    });
    words.append("; median of ").append(Words.count(series.runs().size(), "run"));
    words.append(' ').append(Words.bandwidth(median));
    if (!series.baseline().isEmpty()) {
      double tcp = Series.median(series.baseline());
      words.append(", ").append(Words.digits(median / tcp));
      words.append(" times the TCP baseline of ").append(Words.bandwidth(tcp));
    }
    return words.append('.').toString();
  }

  private static Html legend(boolean rdma) {
    return new Html()
        .open("p", "class", "note")
        .text(
            "Dots: runs over RDMA. Squares: other paths. Dashed line: TCP on purpose. Every decade is"
                + " as high as the next. "
                + (rdma
                    ? "Lines: the fastest port's rate, and the floor that RDMA should not fall below."
                    : "No line for what is expected: RDMA is not expected here."))
        .close("p");
  }
}
