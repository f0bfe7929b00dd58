package io.kvlane.agent.transfer;

import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ProbeSession.Settlement;
import io.kvlane.probes.protocol.GpuStock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How fast the copies between GPU and host memory are: per GPU of this node, and per other node,
 * from the last run that was staged on purpose. One thread.
 */
final class CopyRates {

  private static final double NANOS_PER_SECOND = 1e9;

  /** More than a node has GPUs and meets peers between two looks; the rest is measured anew. */
  private static final int MOST_PAIRS = 1024;

  private final Map<String, Double> slowest = new HashMap<>();

  /** Takes note of a run that was staged at both ends. */
  void learn(TransferKey key, Settlement settlement) {
    DoubleStream.Builder rates = DoubleStream.builder();
    stocks(settlement)
        .filter(stock -> stock.copyNanos() > 0)
        .forEach(stock -> rates.add(stock.copiedBytes() * NANOS_PER_SECOND / stock.copyNanos()));
    OptionalDouble least = rates.build().min();
    if (least.isPresent()) {
      if (slowest.size() >= MOST_PAIRS) {
        slowest.clear();
      }
      slowest.put(pair(key), least.getAsDouble());
    }
  }

  /** Bytes per second of the slower of the two copies; empty before the first staged run. */
  OptionalDouble slowest(TransferKey key) {
    Double known = slowest.get(pair(key));
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  private static Stream<GpuStock> stocks(Settlement settlement) {
    return Stream.of(settlement.initiator().gpu(), settlement.responder().gpu())
        .flatMap(Stream::ofNullable);
  }

  /**
   * Time that the copies of a run took for what it moved; the copies are of whole buffers, whatever
   * was moved.
   */
  static long nanosFor(long movedBytes, Settlement settlement) {
    return stocks(settlement)
        .filter(stock -> stock.copiedBytes() > 0)
        .mapToLong(
            stock -> Math.round((double) stock.copyNanos() * movedBytes / stock.copiedBytes()))
        .sum();
  }

  private static String pair(TransferKey key) {
    return key.peer().or(key::gpu).orElse("");
  }
}
