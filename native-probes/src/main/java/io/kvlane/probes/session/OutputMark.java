package io.kvlane.probes.session;

import io.kvlane.probes.libc.LibC;

/** Writes a mark to the process's output, behind everything that C code has written so far. */
final class OutputMark {

  private static final long ALL_STREAMS = 0;

  private OutputMark() {}

  static void write(String mark) {
    LibC.INSTANCE.fflush(ALL_STREAMS);
    System.out.println(mark);
    System.out.flush();
  }
}
