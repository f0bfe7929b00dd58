package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A probe process crashed, hung or broke the protocol. */
final class ProbeProcessEnded implements Rule {

  private static final int MOST_LINES = 10;

  /** How UCX, libfabric, the C library and the JVM begin to say why they end a process. */
  private static final Pattern ERROR =
      Pattern.compile("ERROR|[Ff]atal|FATAL|[Aa]ssert|SIG[A-Z]{3,}");

  @Override
  public String name() {
    return "probe-process-ended";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.processes().stream()
        .flatMap(process ->
            process.lastEnd().stream()
                .filter(end -> snapshot.isFresh(end.at(), now))
                .map(end -> finding(process, end)))
        .toList();
  }

  private Finding finding(ProcessReport process, ProcessEnd end) {
    return new Finding(
        name(),
        Severity.WARNING,
        process.role(),
        "The probe process of the %s %s at %s.".formatted(process.role(), did(end), end.at()),
        evidence(end),
        lookAt(end) + ", and follow " + Finding.runbookOf(name()));
  }

  private static List<String> evidence(ProcessEnd end) {
    List<String> evidence = new ArrayList<>();
    evidence.add(end.detail());
    List<String> lines = end.lastLines();
    lines.reversed().stream()
        .filter(line -> ERROR.matcher(line).find())
        .findFirst()
        .ifPresent(line -> evidence.add("last error: " + line));
    evidence.addAll(lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    return evidence;
  }

  private static String did(ProcessEnd end) {
    return switch (end.reason()) {
      case CRASHED -> "crashed";
      case HUNG -> "hung and was killed";
      case PROTOCOL -> "broke the protocol and was killed";
    };
  }

  private static String lookAt(ProcessEnd end) {
    return switch (end.reason()) {
      case CRASHED -> "Look at the last error above: it names the library that ended the process";
      case HUNG -> "Look at the port state, the GPU driver and the kernel log (dmesg -T)";
      case PROTOCOL -> "Compare the version of the agent with that of its probe process";
    };
  }
}
