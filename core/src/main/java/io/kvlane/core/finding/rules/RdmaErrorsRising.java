package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.CounterWindow;
import io.kvlane.core.rdma.ErrorCounters;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Error counters of a port rise faster than a healthy port's. Totals are not judged. */
final class RdmaErrorsRising implements Rule {

  @Override
  public String name() {
    return "rdma-errors-rising";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.rdma().overWindow(now, this::finding).toList();
  }

  private Optional<Finding> finding(CounterWindow window, PortId port) {
    List<String> evidence =
        window.rises(port, ErrorCounters.NAMES).entrySet().stream()
            .flatMap(rise -> tooFast(window, rise.getKey(), rise.getValue()).stream())
            .toList();
    return evidence.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                name(),
                Severity.WARNING,
                port.text(),
                "Errors rise on RDMA port %s.".formatted(port.text()),
                evidence,
                "Look up the counters above, clean or exchange cable and transceiver where they"
                    + " count bits or links, and follow "
                    + Finding.runbookOf(name())));
  }

  private static Optional<String> tooFast(CounterWindow window, String counter, long rise) {
    OptionalDouble most = ErrorThresholds.mostPerSecond(counter);
    double perSecond = window.perSecond(rise);
    return most.isEmpty() || perSecond <= most.getAsDouble()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s rose by %d in %d s: %.2f a second, where at most %.2f are usual",
                counter,
                rise,
                window.length().toSeconds(),
                perSecond,
                most.getAsDouble()));
  }
}
