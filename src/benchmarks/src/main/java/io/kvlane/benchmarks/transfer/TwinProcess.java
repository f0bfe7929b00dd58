package io.kvlane.benchmarks.transfer;

import io.kvlane.benchmarks.process.Children;
import io.kvlane.probes.process.ProbeLaunch;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One process of the C twin. It ends with its standard input, so also when this process ends. */
final class TwinProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;

  /** Starts the twin in the environment of a probe process. */
  TwinProcess(Path program, Transport transport, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(ProbePair.launch(ProbeLaunch.MAIN_CLASS).environment());
    builder.environment().remove("LD_PRELOAD");
    builder.environment().putAll(transport.environment());
    this.process = Children.start(builder);
    this.answers = process.inputReader();
    this.commands = process.outputWriter();
  }

  /** Gives a command, and waits for the answer. */
  List<String> call(String command, String answer) throws IOException, MeasurementException {
    commands.write(command + "\n");
    commands.flush();
    return await(answer);
  }

  /** The words after an answer of this name. */
  List<String> await(String answer) throws IOException, MeasurementException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(answer + " ")) {
      throw new MeasurementException("the C twin: " + (line == null ? "it ended" : line));
    }
    return List.of(line.substring(answer.length() + 1).split(" "));
  }

  @Override
  public void close() {
    Children.end(process);
  }
}
