package io.kvlane.agent.page;

import io.kvlane.agent.http.TransferViews.MeasurementView;
import io.kvlane.agent.http.TransferViews.RunView;
import io.kvlane.agent.http.TransferViews.TransferView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The latest runs, the latest of each kind, with the evidence of the path. */
final class TransfersPart {

  private static final int MOST_BYTES = 24_000;
  private static final int MOST_EVIDENCE = 8;
  private static final int MOST_CHARACTERS = 300;

  private TransfersPart() {}

  static Html of(Facts facts) {
    Html part = new Html();
    if (facts.transfers().isEmpty()) {
      return part.element(
          "p", "No run was made yet; the first round is under way.", "class", "none");
    }
    List<TransferView> latest =
        facts.transfers().stream()
            .sorted(Comparator.comparing((TransferView run) -> run.last().finishedAt()).reversed())
            .toList();
    part.element(
        "p",
        "Only default runs judge the path: they are what a worker pod would get. baseline is TCP on"
            + " purpose, forced goes through one port, local is UCX's own choice inside the node.",
        "class",
        "note");
    int rows =
        Table.of(
            part,
            "The latest run of each kind, the latest first",
            List.of("Run", "Result", "Path", "Bandwidth", "Evidence", "When"),
            MOST_BYTES,
            latest,
            run -> row(run, facts.now()));
    Share.rest(part, latest.size() - rows, "kinds of runs", "/api/v1/transfers");
    return part;
  }

  private static Html row(TransferView run, Instant now) {
    Optional<RunView> shown =
        run.last().path().isPresent() ? Optional.of(run.last()) : run.lastVerified();
    String key =
        Stream.of(
                Stream.of(
                    run.kind(),
                    run.intent(),
                    run.engine(),
                    run.operation(),
                    run.memory(),
                    run.profile()),
                run.device().stream(),
                run.gpu().stream(),
                run.peer().stream())
            .flatMap(words -> words)
            .collect(Collectors.joining("-"));
    Html row =
        new Html()
            .open("tr", "data-key", key)
            .open("th", "scope", "row")
            .text(run.intent() + " " + run.operation() + where(run))
            .element("small", run.engine() + ", " + run.memory() + " memory, " + run.profile())
            .close("th")
            .add(Table.cell(result(run.last())));
    if (shown.isEmpty()) {
      return row.element("td", "not measured")
          .open("td")
          .close("td")
          .element("td", Words.clip(run.last().detail(), MOST_CHARACTERS), "class", "wide")
          .add(Table.cell(Words.time(run.last().finishedAt(), now)))
          .close("tr");
    }
    RunView seen = shown.get();
    MeasurementView measured = seen.measurement().orElseThrow();
    return row.add(
            Table.cell(
                Marks.path(seen.path().orElseThrow().pathClass(), seen.fallback().orElse(false))))
        .add(Table.number(Words.bandwidth(measured.bandwidthBytesPerSecond())))
        .open("td", "class", "wide")
        .add(Table.details(key, decided(seen), evidence(run, seen, measured)))
        .close("td")
        .add(Table.cell(Words.time(seen.finishedAt(), now)))
        .close("tr");
  }

  private static String where(TransferView run) {
    return run.peer().map(peer -> " with " + Words.clip(peer, 60)).orElse("")
        + run.device().map(device -> " on " + device).orElse("")
        + run.gpu().map(gpu -> " of " + Words.clip(gpu, 20)).orElse("");
  }

  private static Html result(RunView run) {
    return switch (run.result()) {
      case "ok" -> Marks.good("verified");
      case "skipped" -> Marks.plain("skipped: " + run.skipReason().map(Words::plain).orElse(""));
      default -> Marks.bad(Words.plain(run.result()));
    };
  }

  private static String decided(RunView run) {
    return run.path()
        .flatMap(path -> path.decidedBy())
        .map(kind -> "by " + kind)
        .orElse("nothing decides");
  }

  private static List<String> evidence(TransferView run, RunView seen, MeasurementView measured) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d × %s in %s ms, posted in %s ms%s"
            .formatted(
                measured.descriptors(),
                Words.size(measured.descriptorBytes()),
                Words.digits(measured.transferSeconds() * 1e3),
                Words.digits(measured.postSeconds() * 1e3),
                measured.cappedBy().isEmpty()
                    ? ""
                    : ", capped by " + String.join(" and ", measured.cappedBy())));
    seen.path().orElseThrow().evidence().stream()
        .limit(MOST_EVIDENCE)
        .forEach(line -> lines.add(Words.clip(line.kind() + ": " + line.text(), MOST_CHARACTERS)));
    if (!run.last().detail().isEmpty()) {
      lines.add(Words.clip(run.last().detail(), MOST_CHARACTERS));
    }
    return lines;
  }
}
