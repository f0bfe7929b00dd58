package io.kvlane.agent.page;

import io.kvlane.agent.http.PeerViews.PeerView;
import io.kvlane.agent.http.PeerViews.TrendView;
import io.kvlane.agent.http.TransferViews.RunView;
import io.kvlane.agent.http.TransferViews.TransferView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Pairs by what was measured between the two: a row a peer; a column for each memory and operation
 * of runs that this node posts, and for each operation that the peer posts.
 */
final class PeerMatrix {

  private static final List<String> OPERATIONS = List.of("read", "write");

  private final Facts facts;
  private final List<String> memories;

  PeerMatrix(Facts facts) {
    this.facts = facts;
    this.memories =
        Stream.of("host", "cuda")
            .filter(memory -> memory.equals("host") || isMeasured(facts, memory))
            .toList();
  }

  private static boolean isMeasured(Facts facts, String memory) {
    return facts.transfers().stream().anyMatch(run -> judges(run) && run.memory().equals(memory));
  }

  private static boolean judges(TransferView run) {
    return run.peer().isPresent() && run.intent().equals("default");
  }

  Html head() {
    String posted = String.valueOf(OPERATIONS.size() * memories.size());
    Html head =
        Table.frame("Pairs with other nodes: path and bandwidth by memory, operation and direction")
            .open("thead")
            .open("tr")
            .element("th", "Peer", "scope", "col", "rowspan", "2")
            .element("th", "State", "scope", "col", "rowspan", "2")
            .element("th", "This node posts", "scope", "colgroup", "colspan", posted)
            .element("th", "The peer posts, host memory", "scope", "colgroup", "colspan", "2")
            .close("tr")
            .open("tr");
    for (String memory : memories) {
      head.element("th", memory + " read ←", "scope", "col")
          .element("th", memory + " write →", "scope", "col");
    }
    return head.element("th", "read →", "scope", "col")
        .element("th", "write ←", "scope", "col")
        .close("tr")
        .close("thead")
        .open("tbody");
  }

  Html row(PeerView peer) {
    Html row =
        new Html()
            .open("tr", "data-key", "peer-" + peer.peer())
            .open("th", "scope", "row")
            .text(Words.clip(peer.peer(), 80));
    if (peer.ofInterest()) {
      row.open("small").text("pair of interest").close("small");
    }
    row.close("th").add(state(peer));
    for (String memory : memories) {
      for (String operation : OPERATIONS) {
        row.add(posted(peer, memory, operation));
      }
    }
    for (String operation : OPERATIONS) {
      row.add(served(peer, operation));
    }
    return row.close("tr");
  }

  private Html state(PeerView peer) {
    Html state = new Html().open("td").add(mark(peer.state()));
    if (!peer.detail().isEmpty()) {
      state.element("small", Words.clip(peer.detail(), 120));
    }
    peer.lastSuccess()
        .ifPresent(at -> state.open("small").add(Words.time(at, facts.now())).close("small"));
    return state.close("td");
  }

  private static Html mark(String state) {
    return switch (state) {
      case "measured" -> Marks.good(state);
      case "slow" -> Marks.warn(state);
      case "not_measured" -> Marks.plain("not measured");
      default -> Marks.bad(Words.plain(state));
    };
  }

  private Html posted(PeerView peer, String memory, String operation) {
    Optional<RunView> run =
        facts.transfers().stream()
            .filter(PeerMatrix::judges)
            .filter(transfer ->
                transfer.peer().equals(Optional.of(peer.peer()))
                    && transfer.memory().equals(memory)
                    && transfer.operation().equals(operation))
            .flatMap(transfer -> transfer.lastVerified().stream())
            .max(Comparator.comparing(RunView::finishedAt));
    if (run.isEmpty()) {
      return Table.cell("not measured");
    }
    double rate = run.get().measurement().orElseThrow().bandwidthBytesPerSecond();
    return new Html()
        .open("td")
        .element("b", Words.bandwidth(rate))
        .add(share(rate, peer))
        .add(
            Marks.path(
                run.get().path().orElseThrow().pathClass(), run.get().fallback().orElse(false)))
        .close("td");
  }

  private static Html served(PeerView peer, String operation) {
    OptionalDouble rate =
        peer.trends().stream()
            .filter(trend ->
                trend.postedBy().equals("the other node") && trend.operation().equals(operation))
            .mapToDouble(TrendView::lastBytesPerSecond)
            .findFirst();
    if (rate.isEmpty()) {
      return Table.cell("not heard of");
    }
    return new Html()
        .open("td")
        .element("b", Words.bandwidth(rate.getAsDouble()))
        .add(share(rate.getAsDouble(), peer))
        .close("td");
  }

  private static Html share(double rate, PeerView peer) {
    Html share = new Html();
    peer.linkBytesPerSecond()
        .ifPresent(link -> share.element("small", Words.percent(rate / link) + " of the link"));
    return share;
  }
}
