package io.kvlane.agent.page;

import io.kvlane.agent.http.NodeViews.EngineView;
import io.kvlane.agent.http.NodeViews.ProcessView;
import io.kvlane.agent.http.RdmaViews.LookView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The agent's own parts: engines, probe processes, and what was looked at. */
final class PartsPart {

  private static final int MOST_BYTES = 10_000;

  private PartsPart() {}

  static Html of(Facts facts) {
    List<Html> rows = new ArrayList<>();
    facts.node().engines().forEach(engine -> rows.add(engine(engine)));
    facts.node().processes().forEach(process -> rows.add(process(process, facts)));
    facts.node().machine().looks().forEach((name, look) -> rows.add(look(name, look, facts)));
    Html part = new Html();
    facts
        .node()
        .stateProblem()
        .ifPresent(problem ->
            part.element(
                "p", "The state directory cannot be written: " + problem, "class", "note"));
    Table.of(
        part,
        "Engines, probe processes and looks",
        List.of("Part", "State", "In words"),
        MOST_BYTES,
        rows,
        row -> row);
    return part;
  }

  private static Html engine(EngineView engine) {
    String words =
        engine
            .version()
            .orElseGet(() ->
                Stream.of(engine.reason(), engine.fix())
                    .flatMap(word -> word.stream())
                    .collect(Collectors.joining(" Fix: ")));
    return row(
        "engine " + engine.engine(), outcome(engine.outcome()), new Html().text(clip(words)));
  }

  private static Html process(ProcessView process, Facts facts) {
    Html words = new Html();
    if (process.ends().isEmpty()) {
      words.text("never ended unasked");
    }
    String ends =
        process.ends().entrySet().stream()
            .map(end -> Words.plain(end.getKey()) + " " + Words.count(end.getValue(), "time"))
            .collect(Collectors.joining(", "));
    words.text(ends);
    process
        .lastEnd()
        .ifPresent(end ->
            words
                .text("; last: " + clip(end.detail()) + ", ")
                .add(Words.time(end.at(), facts.now())));
    return row(
        process.role(),
        process.pid().map(pid -> Marks.good("process " + pid)).orElse(Marks.plain("not running")),
        words);
  }

  private static Html look(String name, LookView look, Facts facts) {
    return row(
        "look at " + name,
        outcome(look.outcome()),
        new Html()
            .text(look.reason().map(reason -> clip(reason) + " ").orElse(""))
            .add(Words.time(look.at(), facts.now())));
  }

  private static Html outcome(String outcome) {
    return switch (outcome) {
      case "observed" -> Marks.good(outcome);
      case "not_present" -> Marks.plain(Words.plain(outcome));
      default -> Marks.bad(Words.plain(outcome));
    };
  }

  private static Html row(String part, Html state, Html words) {
    return new Html()
        .open("tr", "data-key", "part-" + part)
        .add(Table.head(part))
        .add(Table.cell(state))
        .open("td", "class", "wide")
        .add(words)
        .close("td")
        .close("tr");
  }

  private static String clip(String text) {
    return Words.clip(text, 300);
  }
}
