package io.kvlane.agent.page;

import io.kvlane.agent.http.TransferViews.RunView;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The status page of a node. Pure: the same snapshot gives the same page. However much there is to
 * show, the page stays below 130 kB; what does not fit is counted, with where it is to be had.
 */
final class StatusPage {

  private static final List<Section> SECTIONS =
      List.of(
          new Section("findings", "Findings", FindingsPart::of),
          new Section("peers", "Peers", PeersPart::of),
          new Section("bandwidth", "Recent bandwidth", BandwidthPart::of),
          new Section("transfers", "Last transfers", TransfersPart::of),
          new Section("devices", "RDMA devices and ports", DevicesPart::of),
          new Section("gpus", "GPUs", GpusPart::of),
          new Section("workers", "Worker pods", WorkersPart::of),
          new Section("agent", "The agent itself", PartsPart::of));

  private StatusPage() {}

  /** A section with its heading. */
  private record Section(String id, String title, Function<Facts, Html> content) {}

  /** The page of a snapshot with its findings. */
  static String of(NodeSnapshot snapshot) {
    Facts facts = Facts.of(snapshot);
    Headline headline = Headline.of(snapshot);
    Html page =
        new Html()
            .add(head(facts, headline))
            .open("body")
            .element("a", "Skip to the findings", "href", "#findings", "class", "skip")
            .add(header(facts, headline))
            .add(nav())
            .open("main");
    for (Section section : SECTIONS) {
      page.open("section", "id", section.id(), "aria-labelledby", section.id() + "-title")
          .element("h2", section.title(), "id", section.id() + "-title")
          .add(section.content().apply(facts))
          .close("section");
    }
    return "<!doctype html>\n" + page.close("main").add(footer(facts)).close("body").close("html");
  }

  private static Html head(Facts facts, Headline headline) {
    return new Html()
        .open("html", "lang", "en")
        .open("head")
        .open("meta", "charset", "utf-8")
        .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .open("meta", "name", "color-scheme", "content", "light dark")
        .element("title", headline.state().word() + " – " + facts.node().node() + " – kvlane")
        .open("link", "rel", "icon", "href", "/icon.svg")
        .open("link", "rel", "stylesheet", "href", "/page.css")
        .open("noscript")
        .open("meta", "http-equiv", "refresh", "content", "10")
        .close("noscript")
        .open("script", "src", "/page.js", "defer", "")
        .close("script")
        .close("head");
  }

  private static Html header(Facts facts, Headline headline) {
    return new Html()
        .open("header")
        .open("h1")
        .text("kvlane ")
        .element("span", facts.node().node())
        .close("h1")
        .open("div", "id", "verdict", "class", "verdict " + headline.state().tone())
        .open("div", "role", "status")
        .open("p", "class", "sentence")
        .element("span", headline.state().sign(), "class", "sign", "aria-hidden", "true")
        .element("b", headline.state().word())
        .text(" ")
        .element("span", headline.sentence())
        .close("p")
        .open("p", "id", "silence", "hidden", "")
        .close("p")
        .close("div")
        .element("p", headline.expected(), "class", "expected")
        .close("div")
        .add(figures(facts))
        .close("header");
  }

  private static Html figures(Facts facts) {
    long ports = facts.node().rdma().devices().stream().mapToLong(one -> one.ports().size()).sum();
    long active =
        facts.node().rdma().devices().stream()
            .flatMap(device -> device.ports().stream())
            .filter(port -> port.state().equals("active"))
            .count();
    Html figures = new Html().open("dl", "class", "figures");
    figure(figures, "Findings", new Html().text(counts(facts)));
    figure(figures, "Last verdict", lastVerdict(facts));
    figure(figures, "Healthy peers", new Html().text(peers(facts)));
    figure(
        figures,
        "RDMA ports active",
        new Html().text(ports == 0 ? "no RDMA" : active + " of " + ports));
    figure(
        figures,
        "GPUs",
        new Html()
            .text(
                facts.node().machine().gpus().isEmpty()
                    ? "none"
                    : String.valueOf(facts.node().machine().gpus().size())));
    figure(
        figures,
        "Budget used",
        new Html()
            .text(
                Words.percent(facts.node().budget().usedRatio())
                    + " of "
                    + Words.bandwidth((double) facts.node().budget().bytesPerSecond())));
    return figures.close("dl");
  }

  private static String counts(Facts facts) {
    String counts =
        Stream.of("critical", "warning", "info")
            .filter(severity -> facts.findings(severity) > 0)
            .map(severity -> facts.findings(severity) + " " + severity)
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "none" : counts;
  }

  private static void figure(Html figures, String name, Html value) {
    figures.open("div").element("dt", name).open("dd").add(value).close("dd").close("div");
  }

  private static Html lastVerdict(Facts facts) {
    Optional<RunView> last =
        facts.transfers().stream()
            .filter(run -> run.intent().equals("default"))
            .flatMap(run -> run.lastVerified().stream())
            .max(Comparator.comparing(RunView::finishedAt));
    return last.map(run -> Words.time(run.finishedAt(), facts.now()))
        .orElse(new Html().text("not yet"));
  }

  private static String peers(Facts facts) {
    long others = facts.peers().cluster().map(cluster -> cluster.nodes() - 1L).orElse(0L);
    return others == 0
        ? "no peers"
        : facts.peers().states().getOrDefault("measured", 0L) + " of " + others;
  }

  private static Html nav() {
    Html nav = new Html().open("nav", "aria-label", "Sections");
    SECTIONS.forEach(
        section -> nav.element("a", section.title(), "href", "#" + section.id()).text(" "));
    return nav.close("nav");
  }

  private static Html footer(Facts facts) {
    Html footer = new Html().open("footer").open("p");
    for (String where :
        List.of(
            "/metrics",
            "/health",
            "/health/group/fabric",
            "/api/v1/node",
            "/api/v1/peers",
            "/api/v1/transfers",
            "/api/v1/findings",
            "/runbooks/")) {
      footer.element("a", where, "href", where).text(" ");
    }
    String at = facts.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return footer
        .close("p")
        .open("p")
        .text("As of ")
        .element("time", at, "id", "as-of", "datetime", at)
        .text(
            ". A round about every %s s. A node's verdict is not a pod's verdict. kvlane %s (%s)."
                .formatted(
                    Words.digits(facts.node().intervalSeconds()),
                    facts.node().build().version(),
                    facts.node().build().revision()))
        .close("p")
        .close("footer");
  }
}
