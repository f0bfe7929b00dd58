package io.kvlane.agent.page;

import io.kvlane.agent.http.FindingViews.FindingView;
import io.kvlane.agent.http.WorkerViews.PodView;
import io.kvlane.agent.http.WorkerViews.WorkersView;
import java.util.List;
import java.util.Optional;

/** The worker pods of this node, and how many findings are about each. */
final class WorkersPart {

  private static final int MOST_BYTES = 8_000;

  private WorkersPart() {}

  static Html of(Facts facts) {
    Html part = new Html();
    Optional<WorkersView> workers = facts.node().workers();
    if (workers.isEmpty()) {
      return part.element(
          "p", "Not looked for: this agent does not ask Kubernetes.", "class", "none");
    }
    WorkersView known = workers.get();
    known
        .reason()
        .ifPresent(reason ->
            part.element(
                "p",
                Words.sentence(reason)
                    + known.fix().map(fix -> " Fix: " + Words.sentence(fix)).orElse(""),
                "class",
                "note"));
    if (known.pods().isEmpty()) {
      return part.element("p", "No worker pod on this node is known.", "class", "none");
    }
    int rows =
        Table.of(
            part,
            "Worker pods on this node",
            List.of("Pod", "Role", "Deployment", "Engine", "TP", "Phase", "Findings"),
            MOST_BYTES,
            known.pods(),
            pod -> row(pod, facts.findings()));
    Share.rest(part, known.pods().size() - rows, "pods", "/api/v1/node");
    return part;
  }

  private static Html row(PodView pod, List<FindingView> findings) {
    String name = pod.namespace().isEmpty() ? pod.name() : pod.namespace() + "/" + pod.name();
    long about = findings.stream().filter(finding -> isAbout(finding, name, pod.name())).count();
    return new Html()
        .open("tr", "data-key", "pod-" + name)
        .add(Table.head(Words.clip(name, 120)))
        .add(Table.cell(pod.role().orElse("none")))
        .add(Table.cell(Words.clip(pod.deployment().orElse(""), 80)))
        .add(Table.cell(pod.engine().orElse("not known")))
        .add(Table.number(pod.tensorParallel().map(String::valueOf).orElse("")))
        .add(Table.cell(pod.terminating() ? "ending" : pod.phase()))
        .add(Table.cell(about == 0 ? Marks.good("none") : Marks.warn(String.valueOf(about))))
        .close("tr");
  }

  /** One finding is about all pods of a template: the first is its subject, others are evidence. */
  private static boolean isAbout(FindingView finding, String name, String pod) {
    return finding.subject().equals("pod/" + name)
        || (finding.subject().startsWith("pod/")
            && finding.evidence().stream()
                .anyMatch(line -> line.startsWith("also: ") && line.contains(pod)));
  }
}
