package io.kvlane.probes.testing;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.protocol.ProbeCommand.Close;
import io.kvlane.probes.protocol.ProbeCommand.Serve;
import io.kvlane.probes.session.Inspectors;
import io.kvlane.probes.session.SessionCommands;
import io.kvlane.probes.ucx.UcxEngine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes UCX work, and then relies on the JVM's own handler of SIGSEGV: compiled code does not look
 * whether a reference is null, it lets the processor find out. A program of its own, since without
 * the handler it dies.
 */
public final class NullChecks {

  /** What is printed in the end. */
  public static final String SURVIVED = "survived";

  private static final int CHECKS = 50_000;

  private NullChecks() {}

  /**
   * Runs the program.
   *
   * @param args not used
   */
  public static void main(String[] args) throws Exception {
    SessionCommands commands =
        new SessionCommands(
            List.of(new UcxEngine(Optional.empty())),
            new Inspectors(Optional.empty(), Optional.empty()));
    commands.execute(
        new Serve(TransferPath.UCX_TCP.spec(Operation.READ, TransferShape.contiguous(4096))));
    commands.execute(new Close());
    System.out.println(check());
  }

  /** Meets many nulls; says {@value #SURVIVED}, or what went wrong. */
  static String check() {
    int found = 0;
    for (int i = 0; i < CHECKS; i++) {
      found += lengthOf(i % 2 == 0 ? null : "four");
    }
    return found == CHECKS / 2 * 3 ? SURVIVED : "lengths of " + found;
  }

  @SuppressWarnings("NullAway") // The null is the point.
  private static int lengthOf(@Nullable String text) {
    try {
      return text.length();
    } catch (NullPointerException isNull) {
      return -1;
    }
  }
}
