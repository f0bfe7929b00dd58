package io.kvlane.benchmarks.transfer;

import io.kvlane.benchmarks.stats.Samples;
import io.kvlane.core.profile.TransferShape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The C twin reading the same scattered KV cache.
 *
 * @param program the compiled twin
 */
record KvTwin(Path program, KvTransfer transfer) implements Contender {

  /** What kvlane warms up with. */
  private static final long WARM_UP_BYTES = 2L << 20;

  private static final Duration FAIL_AFTER = Duration.ofSeconds(10);

  @Override
  public double measure() throws MeasurementException, InterruptedException {
    try (TwinProcess responder = start("responder", List.of())) {
      List<String> connection = responder.await("ready");
      TransferShape little = transfer.shape().cappedTo(WARM_UP_BYTES);
      List<String> arguments = new ArrayList<>();
      arguments.add(Integer.toString(little.regions()));
      arguments.add(Integer.toString(little.blocksPerRegion()));
      arguments.addAll(connection);
      try (TwinProcess initiator = start("initiator", arguments)) {
        initiator.await("ready");
        return measure(initiator, responder);
      }
    } catch (IOException e) {
      throw new MeasurementException("the C twin", e);
    }
  }

  private double measure(TwinProcess initiator, TwinProcess responder)
      throws IOException, MeasurementException {
    List<Double> rates = new ArrayList<>();
    for (int run = 1; run <= KvTransfer.RUNS; run++) {
      responder.call("arm " + run, "armed");
      initiator.call("arm " + run, "armed");
      List<String> ran =
          initiator.call(
              "run " + KvTransfer.POST_FOR.toNanos() + " " + FAIL_AFTER.toNanos(), "ran");
      int descriptors = Integer.parseInt(ran.get(0));
      List<String> verified = initiator.call("verify " + run + " " + descriptors, "verified");
      if (!verified.get(0).equals("-1")) {
        throw new MeasurementException(
            "the C twin: the payload is corrupt in descriptor " + verified.get(0));
      }
      rates.add(transfer.rate(descriptors, Long.parseLong(ran.get(1))));
    }
    return new Samples(rates).median();
  }

  private TwinProcess start(String role, List<String> more) throws IOException {
    TransferShape shape = transfer.shape();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                role,
                Integer.toString(shape.regions()),
                Integer.toString(shape.blocksPerRegion()),
                Integer.toString(shape.descriptorBytes()),
                Long.toString(KvTransfer.LAYOUT_SEED)));
    arguments.addAll(more);
    return new TwinProcess(program, transfer.transport(), arguments);
  }
}
