package io.kvlane.agent.it;

import java.io.IOException;

/** Sends signals, by process id. */
final class Signals {

  private Signals() {}

  /** Sends a signal, named without SIG; a process that is gone already is left alone. */
  static void send(String signal, long pid) {
    try {
      new ProcessBuilder("/bin/kill", "-s", signal, Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new AssertionError("cannot run /bin/kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
