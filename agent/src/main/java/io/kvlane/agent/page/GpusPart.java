package io.kvlane.agent.page;

import io.kvlane.agent.http.MachineViews.GpuView;
import io.kvlane.agent.http.MachineViews.LinkView;
import io.kvlane.agent.http.MachineViews.MachineView;
import io.kvlane.agent.http.MachineViews.MethodView;
import io.kvlane.agent.http.MachineViews.PairView;
import io.kvlane.agent.http.TransferViews.RunView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** GPUs: the nearest NICs, whether those reach their memory, and which path its bytes took. */
final class GpusPart {

  private static final int MOST_BYTES = 16_000;
  private static final int MOST_NEAR = 4;

  private final Facts facts;
  private final MachineView machine;

  private GpusPart(Facts facts) {
    this.facts = facts;
    this.machine = facts.node().machine();
  }

  static Html of(Facts facts) {
    return new GpusPart(facts).part();
  }

  private Html part() {
    Html part = new Html();
    if (machine.gpus().isEmpty()) {
      String why =
          Optional.ofNullable(machine.looks().get("nvml"))
              .map(look -> look.reason().map(Words::sentence).orElse("No GPU on this node."))
              .orElse("Not looked at yet.");
      return part.element("p", why, "class", "none");
    }
    int rows =
        Table.of(
            part,
            "GPUs with the nearest NICs and GPUDirect",
            List.of("GPU", "Model", "Nearest NIC", "GPUDirect", "Measured", "In detail"),
            MOST_BYTES,
            machine.gpus(),
            this::row);
    Share.rest(part, machine.gpus().size() - rows, "GPUs", "/api/v1/node");
    return part;
  }

  private Html row(GpuView gpu) {
    List<PairView> near = near(gpu);
    Html row =
        new Html()
            .open("tr", "data-key", "gpu-" + gpu.gpu())
            .open("th", "scope", "row")
            .text(gpu.index().map(index -> "GPU " + index).orElse(Words.clip(gpu.gpu(), 60)))
            .close("th")
            .open("td", "class", "wide");
    gpu.problem()
        .ifPresentOrElse(
            problem -> row.add(Marks.bad(Words.clip(problem, 160))),
            () -> row.text(gpu.model().orElse("model not known")));
    row.close("td")
        .add(Table.cell(near.isEmpty() ? "no RDMA device" : distances(near)))
        .add(Table.cell(gpuDirect(near)))
        .add(Table.cell(measured(gpu)));
    return row.open("td", "class", "wide")
        .add(Table.details("gpu-" + gpu.gpu(), "Methods", lines(gpu, near)))
        .close("td")
        .close("tr");
  }

  private List<PairView> near(GpuView gpu) {
    return machine.gpuDirect().stream()
        .filter(
            pair -> pair.gpu().equals(gpu.gpu()) && gpu.nearestDevices().contains(pair.device()))
        .limit(MOST_NEAR)
        .toList();
  }

  private static String distances(List<PairView> near) {
    return near.stream()
        .map(pair -> pair.device() + pair.distance().map(far -> " " + far).orElse(""))
        .collect(Collectors.joining(", "));
  }

  private static Html gpuDirect(List<PairView> near) {
    for (String word : List.of("yes", "unknown", "no")) {
      if (near.stream().anyMatch(pair -> pair.available().equals(word))) {
        return Marks.support(word);
      }
    }
    return Marks.plain("no NIC");
  }

  private Html measured(GpuView gpu) {
    Optional<RunView> latest =
        facts.transfers().stream()
            .filter(run -> run.gpu().equals(Optional.of(gpu.gpu())))
            .filter(run -> run.intent().equals("default"))
            .flatMap(run -> run.lastVerified().stream())
            .max(Comparator.comparing(RunView::finishedAt));
    return latest
        .map(run ->
            new Html()
                .element(
                    "b", Words.bandwidth(run.measurement().orElseThrow().bandwidthBytesPerSecond()))
                .text(" ")
                .add(
                    Marks.path(run.path().orElseThrow().pathClass(), run.fallback().orElse(false))))
        .orElseGet(() -> Marks.plain("not measured"));
  }

  private static List<String> lines(GpuView gpu, List<PairView> near) {
    List<String> lines = new ArrayList<>();
    lines.add(gpu.gpu());
    gpu.pciAddress()
        .ifPresent(at -> lines.add(at + gpu.numaNode().map(node -> ", NUMA " + node).orElse("")));
    gpu.link()
        .ifPresent(link -> lines.add(link + gpu.maxLink().map(max -> " of " + max).orElse("")));
    gpu.memoryBytes().ifPresent(bytes -> lines.add("memory " + Words.size(bytes)));
    for (PairView pair : near) {
      for (MethodView method : pair.methods()) {
        lines.add(
            "%s: %s %s%s"
                .formatted(pair.device(), method.method(), method.available(), weakest(method)));
      }
    }
    return lines.stream().map(line -> Words.clip(line, 240)).toList();
  }

  /** The link that decides: the first that is missing, else the first that was not seen. */
  private static String weakest(MethodView method) {
    for (String word : List.of("no", "unknown")) {
      for (LinkView link : method.chain()) {
        if (link.holds().equals(word)) {
          return " (" + link.need() + ": " + link.evidence() + ")";
        }
      }
    }
    return "";
  }
}
