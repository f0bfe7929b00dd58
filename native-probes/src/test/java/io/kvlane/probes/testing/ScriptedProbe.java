package io.kvlane.probes.testing;

import io.kvlane.probes.process.ProbeLaunch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A probe process that says and does what a test tells it to, right or wrong. At the end of its
 * script it is silent until the agent ends.
 */
public final class ScriptedProbe {

  /** What a probe process says first. */
  public static final String HELLO = "{\"v\":1,\"type\":\"HELLO\",\"id\":0}";

  private static final String SCRIPT = "UCX_TEST_SCRIPT";

  private final Path socket;
  private @Nullable SocketChannel channel;
  private @Nullable BufferedReader requests;

  private ScriptedProbe(Path socket) {
    this.socket = socket;
  }

  /** A step: say a line. */
  public static String say(String line) {
    return "say " + line;
  }

  /** A step: connect to the agent; the first word does so too. */
  public static String connect() {
    return "connect";
  }

  /** A step: wait for the next request. */
  public static String listen() {
    return "listen";
  }

  /** A step: say so many bytes without the end of a line. */
  public static String babble(int bytes) {
    return "babble " + bytes;
  }

  /** A step: print a line to standard output. */
  public static String print(String line) {
    return "print " + line;
  }

  /** A step: print so many lines to standard output and error. */
  public static String flood(int lines) {
    return "flood " + lines;
  }

  /** A step: hang up. */
  public static String hangUp() {
    return "hang-up";
  }

  /** A step: exit. */
  public static String exit(int status) {
    return "exit " + status;
  }

  /** An answer with a result. */
  public static String answer(long id, String result) {
    return "{\"v\":1,\"type\":\"ANSWER\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  /** A launch of a process that follows a script. */
  public static ProbeLaunch launch(String... steps) {
    return Probes.launch(
        ScriptedProbe.class.getName(), Optional.empty(), Map.of(SCRIPT, String.join("\n", steps)));
  }

  /**
   * Follows the script in the environment.
   *
   * @param args path of the agent's socket
   */
  public static void main(String[] args) throws IOException {
    ScriptedProbe probe = new ScriptedProbe(Path.of(args[0]));
    for (String step : System.getenv().getOrDefault(SCRIPT, "").split("\n")) {
      String[] words = step.split(" ", 2);
      probe.take(words[0], words.length == 2 ? words[1] : "");
    }
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private void take(String step, String argument) throws IOException {
    switch (step) {
      case "connect" -> connected();
      case "say" -> write(argument + "\n");
      case "babble" -> write("x".repeat(Integer.parseInt(argument)));
      case "listen" -> listenTo(connected());
      case "print" -> System.out.println(argument);
      case "flood" -> print(Integer.parseInt(argument));
      case "hang-up" -> connected().close();
      case "exit" -> System.exit(Integer.parseInt(argument));
      default -> throw new IllegalArgumentException(step);
    }
  }

  private static void print(int lines) {
    for (int i = 0; i < lines; i++) {
      System.out.println("{\"v\":1,\"type\":\"ANSWER\",\"id\":1} line " + i);
      System.err.println("[1637677.1] [node:1:0]  sys.c:1 UCX  DEBUG line " + i);
    }
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    SocketChannel agent = connected();
    while (bytes.hasRemaining()) {
      agent.write(bytes);
    }
  }

  private void listenTo(SocketChannel agent) throws IOException {
    if (requests == null) {
      requests =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(agent), StandardCharsets.UTF_8));
    }
    if (requests.readLine() == null) {
      throw new UncheckedIOException(new IOException("the agent is gone"));
    }
  }

  private SocketChannel connected() throws IOException {
    SocketChannel known = channel;
    if (known == null) {
      known = SocketChannel.open(StandardProtocolFamily.UNIX);
      known.connect(UnixDomainSocketAddress.of(socket));
      channel = known;
    }
    return known;
  }
}
