package io.kvlane.agent.cli;

import io.kvlane.agent.check.Progress;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.TransferRecord;
import java.io.PrintWriter;

/**
 * Progress in lines, for people who wait.
 *
 * @param to where it is shown
 * @param quiet whether it is not
 */
record ConsoleProgress(PrintWriter to, boolean quiet) implements Progress {

  @Override
  public void begins(String part) {
    show("checking " + part + " …");
  }

  @Override
  public void ran(TransferRecord run) {
    show(
        "  %s: %s%s"
            .formatted(
                run.key().text(),
                run.result().label(),
                run.measurement()
                    .map(Measurement::bandwidthText)
                    .map(text -> " " + text)
                    .orElse("")));
  }

  /** Shows a line. */
  void show(String line) {
    if (!quiet) {
      to.println(line);
      to.flush();
    }
  }
}
