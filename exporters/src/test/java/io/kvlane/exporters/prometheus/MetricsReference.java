package io.kvlane.exporters.prometheus;

import io.kvlane.core.finding.rules.Rules;
import io.kvlane.core.peer.PairState;
import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.SessionResult;
import io.kvlane.core.rdma.ErrorCounters;
import io.kvlane.core.snapshot.NodeInspection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The reference page of the metrics. Names, types, units and meanings come from the catalogue. */
final class MetricsReference {

  static final int SERIES_PER_TRANSFER = 36;
  static final int SERIES_PER_FORCED_TRANSFER = SERIES_PER_TRANSFER - 17;
  static final int SERIES_PER_GPU_TRANSFER = 4;
  static final int SERIES_PER_KIND_WITH_GPUS = 29;
  static final int SERIES_PER_ENGINE = 5;
  static final int SERIES_PER_PAIR = 18;
  static final int SERIES_PER_PAIR_WITH_GPUS = 10;
  static final int SERIES_PER_KIND_WITH_OTHERS = 30;
  static final int SERIES_PER_CLUSTER = 1 + 2 * PairState.values().length;
  static final int SERIES_PER_RDMA_DEVICE = 1;
  static final int SERIES_PER_RDMA_PORT = 5 + ErrorCounters.NAMES.size();
  static final int SERIES_PER_PROBE_PROCESS = 3;
  static final int SERIES_PER_PROFILE = 2;
  static final int SERIES_PER_GPU = 1;
  static final int SERIES_PER_GPU_AND_DEVICE = 4;
  static final int SERIES_PER_LOOK = 5;
  static final int SERIES_PER_FINDING = 1;
  static final int SERIES_OF_THE_CONTROL_PORT =
      Refusal.values().length + SessionResult.values().length + 1;
  static final int SERIES_OF_PLACEMENT = 11;
  static final int SERIES_PER_AGENT = 15;

  private static final String HEAD =
      """
      # Metrics

      <!-- Generated from the metric catalogue. Change that and run `make docs`. -->

      `GET /metrics` on port 9977 answers in OpenMetrics 1.0 if the scraper asks for it, else in the
      Prometheus text format 0.0.4. All figures of a scrape are of one moment. A scrape starts no
      transfer.

      A run is one test transfer. It is verified when every byte that arrived was checked. Inside the
      node it speaks for now until three intervals after its end; with another node until the two should
      have met three more times, if that is longer, and a day at most. Then the figures that describe it
      vanish, and counters, the histogram and the time of the last success stay. What was not measured
      has no series: it is never 0.

      Counters and the histogram of runs with other nodes are of all of them together (`kind="peer"`,
      `peer=""`) and only rise, also when a node leaves. Series with the name of another node are of the
      pairs that are shown, and go with it.

      No series has a `node` label: the scrape configuration adds it.
      """;

  private static final String PREDICTION =
      """

      ## The predicted overhead

      ```
      kvlane_predicted_ttft_overhead_seconds = bytes of the whole profile / bandwidth
      ```

      The bytes are `kvlane_profile_bytes`. The bandwidth of the first profile, which nodes transfer with
      each other, is the median of the smoothed bandwidths with which this node reads from others: from
      those with which it is a pair of interest, else from all. Of another profile, and where there is no
      such pair, it is that of one run: the last verified one with intent `default`, engine `ucx` and
      operation `read` of that profile that speaks for now; GPU memory comes before host memory, and then
      the latest one counts.

      The figure is predicted from capped runs: they end after 64 MiB or 250 ms by default. What a
      transfer costs whatever its size weighs more in a short run, so the prediction is rather too long.
      Queues and congestion of a busy cluster are not in it.

      Example: `llama-3.1-8b` at 8000 tokens is 1,048,576,000 bytes. At 10 GB/s that is 0.10 s, at
      0.5 GB/s 2.1 s.
      """;

  private MetricsReference() {}

  /** The page in Markdown. */
  static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (MetricCatalog.Group group : MetricCatalog.GROUPS) {
      page.append("\n## ").append(group.title()).append("\n\n");
      page.append("| name | type | unit | labels | meaning |\n|---|---|---|---|---|\n");
      group.rows().forEach(row -> page.append(line(row)));
    }
    page.append("\n## Labels\n\n")
        .append("The labels of a run are ")
        .append(names(MetricLabel.TRANSFER))
        .append(".\n\n| label | meaning |\n|---|---|\n");
    for (MetricLabel label : MetricLabel.values()) {
      page.append("| `%s` | %s |\n".formatted(label.exposed(), label.meaning()));
    }
    return page.append(PREDICTION).append(seriesBound()).toString();
  }

  private static String seriesBound() {
    return """

    ## Number of series

    It is bounded by what is on the node and in its configuration, whatever the size of the cluster.
    Labels take their values from fixed lists, from the configuration, from the node's own devices, and
    from the names of a bounded number of other nodes. What leaves the node or the cluster leaves the
    next scrape.

    Inside a node there are six kinds of transfer for each profile, and two more for each active port of
    InfiniBand or RoCE. With GPU memory there are six kinds, and two more for each port that is nearest
    to a GPU, counted of all GPUs together; each GPU has a few series of its own for each. With other
    nodes there are four, seven with GPUs, counted of all nodes together; series of their own have only
    the pairs that are shown: `kvlane.peer.most-shown` at most, pairs of interest first, then the worst.

    | for each | series, at most |
    |---|---|
    | kind of transfer inside the node | %d |
    | kind of transfer that is forced through a port | %d |
    | kind of transfer with GPU memory inside the node | %d |
    | kind of transfer and GPU | %d |
    | kind of transfer with other nodes, one more with GPU memory | %d |
    | pair that is shown | %d |
    | the same, with GPU memory, in addition | %d |
    | cluster | %d |
    | engine | %d |
    | RDMA device | %d |
    | port of an RDMA device | %d |
    | probe process | %d |
    | profile | %d |
    | GPU | %d |
    | GPU and RDMA device, of which there are 512 at most | %d |
    | look at the machine, of which there are %d | %d |
    | finding, of which there are %d at most | %d |
    | control port that is open | %d |
    | node whose pods Kubernetes tells of | %d |
    | agent | %d |
    """
        .formatted(
            SERIES_PER_TRANSFER,
            SERIES_PER_FORCED_TRANSFER,
            SERIES_PER_KIND_WITH_GPUS,
            SERIES_PER_GPU_TRANSFER,
            SERIES_PER_KIND_WITH_OTHERS,
            SERIES_PER_PAIR,
            SERIES_PER_PAIR_WITH_GPUS,
            SERIES_PER_CLUSTER,
            SERIES_PER_ENGINE,
            SERIES_PER_RDMA_DEVICE,
            SERIES_PER_RDMA_PORT,
            SERIES_PER_PROBE_PROCESS,
            SERIES_PER_PROFILE,
            SERIES_PER_GPU,
            SERIES_PER_GPU_AND_DEVICE,
            NodeInspection.PROBES.size(),
            SERIES_PER_LOOK,
            Rules.MOST_FINDINGS,
            SERIES_PER_FINDING,
            SERIES_OF_THE_CONTROL_PORT,
            SERIES_OF_PLACEMENT,
            SERIES_PER_AGENT);
  }

  private static String line(MetricRow row) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            row.name(), row.type().text(), row.unit().text(), labels(row.labels()), row.help());
  }

  /** A run's eight labels would make every line unreadable. */
  private static String labels(List<MetricLabel> labels) {
    if (!labels.containsAll(MetricLabel.TRANSFER)) {
      return names(labels);
    }
    List<MetricLabel> more = new ArrayList<>(labels);
    more.removeAll(MetricLabel.TRANSFER);
    return more.isEmpty() ? "those of a run" : "those of a run, " + names(more);
  }

  private static String names(List<MetricLabel> labels) {
    return labels.stream()
        .map(label -> "`" + label.exposed() + "`")
        .collect(Collectors.joining(", "));
  }
}
