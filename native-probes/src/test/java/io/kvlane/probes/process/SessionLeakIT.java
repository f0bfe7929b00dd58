package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.testing.ProbePair;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.Processes;
import io.kvlane.probes.testing.TransferPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sessions give back what they took: a probe process lives for as long as the agent does. */
class SessionLeakIT {

  /** A region that was not given back in each session would be 30 times this. */
  private static final TransferShape SHAPE = new TransferShape(4, 16, 64 * 1024);

  private static final long FEW_BYTES = 40L << 20;
  private static final long FEW = 12;

  @Test
  void shouldGiveBackWhatASessionTook() throws Exception {
    Probes.assumeUcx();
    try (ProbePair pair = new ProbePair(Probes.real())) {
      makeSessions(pair, 1);
      long initiator = pair.initiator().acquire().pid();
      long responder = pair.responder().acquire().pid();
      Taken initiatorBefore = Taken.by(initiator);
      Taken responderBefore = Taken.by(responder);
      long sharedBefore = sharedMemoryFiles();

      makeSessions(pair, 3);

      assertGivenBack(initiatorBefore, Taken.by(initiator));
      assertGivenBack(responderBefore, Taken.by(responder));
      assertThat(sharedMemoryFiles()).isLessThan(sharedBefore + FEW);
      assertThat(pair.initiator().acquire().pid()).isEqualTo(initiator);
      assertThat(pair.responder().acquire().pid()).isEqualTo(responder);
    }
  }

  /** Ten sessions a time. */
  private static void makeSessions(ProbePair pair, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      for (TransferPath path : TransferPath.values()) {
        for (Operation operation : Operation.values()) {
          assertThat(pair.transfer(path.spec(operation, SHAPE)).isVerified()).isTrue();
        }
      }
    }
  }

  private static void assertGivenBack(Taken before, Taken after) {
    assertThat(after.descriptors()).isLessThan(before.descriptors() + FEW);
    assertThat(after.threads()).isLessThan(before.threads() + FEW);
    assertThat(after.mappings()).isLessThan(before.mappings() + 2 * FEW);
    assertThat(after.residentBytes()).isLessThan(before.residentBytes() + FEW_BYTES);
  }

  private record Taken(long descriptors, long threads, long mappings, long residentBytes) {

    static Taken by(long pid) throws IOException {
      return new Taken(
          Processes.count(pid, "fd"),
          Processes.count(pid, "task"),
          Processes.mappings(pid),
          Processes.residentBytes(pid));
    }
  }

  /** Segments lie in a directory of each process. */
  private static long sharedMemoryFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("/dev/shm"))) {
      return files.count();
    }
  }
}
