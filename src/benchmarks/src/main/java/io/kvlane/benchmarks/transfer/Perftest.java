package io.kvlane.benchmarks.transfer;

import io.kvlane.benchmarks.process.Children;
import io.kvlane.benchmarks.process.LoopbackPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code ucx_perftest -t ucp_get}, stopped after its first report: one second.
 *
 * @param program the tool
 * @param memory where the tool's buffers come from
 * @param bytes size of the buffer
 */
record Perftest(Path program, Transport transport, BufferMemory memory, int bytes)
    implements Contender {

  private static final Duration LISTENS_WITHIN = Duration.ofSeconds(5);

  /** Should this benchmark be killed, the tool ends by itself. */
  private static final List<String> AT_MOST = List.of("timeout", "--foreground", "30");

  /** More than any second has time for. */
  private static final String ITERATIONS = "1000000000";

  @Override
  public double measure() throws MeasurementException, InterruptedException {
    try {
      int port = LoopbackPorts.free();
      Process server = start(List.of("-p", Integer.toString(port)));
      try {
        LoopbackPorts.awaitListener(port, LISTENS_WITHIN);
        return runClient(port);
      } finally {
        Children.end(server);
      }
    } catch (IOException e) {
      throw new MeasurementException("ucx_perftest", e);
    }
  }

  private double runClient(int port) throws IOException, MeasurementException {
    Process client =
        start(
            List.of(
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-t",
                "ucp_get",
                "-s",
                Integer.toString(bytes),
                "-n",
                ITERATIONS,
                "-v"));
    try (BufferedReader output = client.inputReader()) {
      String last = "no output";
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Optional<Double> rate = PerftestOutput.overallRate(line);
        if (rate.isPresent()) {
          return rate.get();
        }
        last = line;
      }
      throw new MeasurementException("ucx_perftest ended without a figure: " + last);
    } finally {
      Children.end(client);
    }
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(AT_MOST);
    command.add(program.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("UCX_"));
    builder.environment().putAll(transport.environment());
    builder.environment().putAll(memory.perftestEnvironment());
    return Children.start(builder);
  }
}
