package io.kvlane.probes.libc;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.main.ProbeMain;
import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.CConstant;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares every number of the C library and the kernel with what their headers say. */
class LinuxConstantsTest {

  private static final List<Class<?>> CLASSES =
      List.of(OwnTcpSockets.class, HostRegion.class, ProbeMain.class);

  @Test
  void shouldHaveTheNumbersOfTheHeaders(@TempDir Path directory) throws Exception {
    CCompiler.assumeHeader("linux/tcp.h", "linux-libc-dev", List.of());
    List<CConstant> printed =
        CConstant.printedBy("linux_constants.c", directory.resolve("constants"), List.of());

    assertThat(printed).filteredOn(constant -> !constant.holdsIn(CLASSES)).isEmpty();
    assertThat(printed)
        .extracting(CConstant::name)
        .containsAll(CConstant.allOf(OwnTcpSockets.class).toList());
  }
}
