package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.Await;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where UCX makes the shared memory of a probe process. */
final class SharedMemoryIT {

  @Test
  void shouldGoAwayWithTheProcess() throws Exception {
    Path ofTheNext;
    try (ProbeSlot slot = Probes.slot(Probes.real())) {
      Path ofAKilledOne = directoryOf(slot.acquire().pid());
      Path left = Files.createFile(ofAKilledOne.resolve("ucx_shm_posix_1"));

      Processes.send(Processes.Signal.KILL, slot.acquire().pid());

      Await.until("what it left is gone", () -> !Files.exists(left));
      Await.until("the slot is free", () -> slot.waiting().isZero());
      ofTheNext = directoryOf(slot.acquire().pid());
      assertThat(ofAKilledOne).doesNotExist();
      assertThat(ofTheNext).isDirectory();
    }
    assertThat(ofTheNext).doesNotExist();
  }

  @Test
  void shouldBeWhereAWorkerPodHasItWhenThatIsSet() throws Exception {
    Map<String, String> settings = Map.of("UCX_POSIX_DIR", "/dev/shm");
    try (ProbeSlot slot = Probes.slot(Probes.withSettings(settings))) {
      assertThat(directoryOf(slot.acquire().pid())).isEqualTo(Path.of("/dev/shm"));
    }
  }

  private static Path directoryOf(long pid) throws IOException {
    String variable = "UCX_POSIX_DIR=";
    String environment = Files.readString(Path.of("/proc", String.valueOf(pid), "environ"));
    return Stream.of(environment.split("\0"))
        .filter(entry -> entry.startsWith(variable))
        .map(entry -> Path.of(entry.substring(variable.length())))
        .findFirst()
        .orElseThrow();
  }
}
