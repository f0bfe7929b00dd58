package io.kvlane.agent.page;

import io.kvlane.agent.http.FindingViews.FindingView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong: each with what to do, to copy, and the page that says more. */
final class FindingsPart {

  private static final int MOST_BYTES = 30_000;
  private static final int MOST_BYTES_BRIEF = 12_000;
  private static final int MOST_EVIDENCE = 8;
  private static final int MOST_CHARACTERS = 300;
  private static final int MOST_CHARACTERS_BRIEF = 140;
  private static final int MOST_CHARACTERS_FIX = 1_500;

  private FindingsPart() {}

  static Html of(Facts facts) {
    List<FindingView> findings = facts.findings();
    Html part = new Html();
    if (findings.isEmpty()) {
      return part.element(
          "p", "Nothing is wrong, as far as anything was looked at.", "class", "none");
    }
    part.open("ol", "class", "findings");
    Set<String> keys = new HashSet<>();
    int whole = Share.fill(part, MOST_BYTES, findings, finding -> whole(finding, keys));
    part.close("ol");
    List<FindingView> rest = findings.subList(whole, findings.size());
    if (!rest.isEmpty()) {
      int brief =
          Table.of(
              part,
              "Further findings",
              List.of("Severity", "Rule", "What"),
              MOST_BYTES_BRIEF,
              rest,
              FindingsPart::brief);
      Share.rest(part, rest.size() - brief, "findings", "/api/v1/findings");
    }
    return part;
  }

  /** The same from page to page, though figures in the words change, and another for each. */
  private static String key(FindingView finding, Set<String> keys) {
    String name = finding.rule() + " " + finding.subject();
    String key = "finding-" + Integer.toHexString(name.hashCode());
    while (!keys.add(key)) {
      key += "-";
    }
    return key;
  }

  private static Html whole(FindingView finding, Set<String> keys) {
    String key = key(finding, keys);
    Html item =
        new Html()
            .open("li", "class", "finding " + finding.severity(), "data-key", key)
            .open("h3")
            .add(Marks.severity(finding.severity()))
            .element("span", " " + Words.clip(finding.summary(), MOST_CHARACTERS))
            .close("h3")
            .open("p", "class", "about")
            .add(runbook(finding))
            .text(" · " + Words.clip(finding.subject(), MOST_CHARACTERS))
            .close("p")
            .open("div", "class", "fix")
            .open("p", "id", key)
            .element("b", "Fix")
            .text(" ")
            .element("span", Words.clip(finding.fix(), MOST_CHARACTERS_FIX), "class", "copied")
            .close("p")
            .element(
                "button",
                "Copy fix",
                "type",
                "button",
                "class",
                "copy",
                "data-copy",
                key,
                "aria-describedby",
                key)
            .close("div");
    if (!finding.evidence().isEmpty()) {
      item.add(Table.details(key + "-evidence", "Evidence", evidence(finding)));
    }
    return item.close("li");
  }

  private static List<String> evidence(FindingView finding) {
    List<String> lines = new ArrayList<>();
    finding.evidence().stream()
        .limit(MOST_EVIDENCE)
        .forEach(line -> lines.add(Words.clip(line, MOST_CHARACTERS)));
    int more = finding.evidence().size() - lines.size();
    if (more > 0) {
      lines.add(more + " more in /api/v1/findings");
    }
    return lines;
  }

  private static Html brief(FindingView finding) {
    return new Html()
        .open("tr")
        .add(Table.cell(Marks.severity(finding.severity())))
        .add(Table.cell(runbook(finding)))
        .element("td", Words.clip(finding.summary(), MOST_CHARACTERS_BRIEF), "class", "wide")
        .close("tr");
  }

  private static Html runbook(FindingView finding) {
    return new Html().element("a", finding.rule(), "href", "/" + finding.runbook());
  }
}
