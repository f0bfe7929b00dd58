package io.kvlane.probes.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.verbs.GpuRegistration.Export;
import io.kvlane.probes.verbs.GpuRegistration.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a library of our own with scripted devices. */
class GpuRegistrationTest {

  private static final Memory MEMORY = new Memory(1 << 20, 8192);
  private static final Export EXPORTED = new Export(0, "");

  @TempDir private Path directory;

  private GpuRegistration over(String... flags) throws Exception {
    CCompiler.assumeHeader("infiniband/verbs.h", "libibverbs-dev", List.of());
    List<String> all = new ArrayList<>(List.of("-shared", "-fPIC"));
    all.addAll(List.of(flags));
    return new GpuRegistration(
        CCompiler.program("verbs_stub.c", directory.resolve("libstub.so"), all).toString());
  }

  @Test
  void shouldSayHowEachWayWent() throws Exception {
    assertThat(over().tried("stub_0", MEMORY, EXPORTED))
        .isEqualTo("stub_0: peer memory: registered, dma-buf: registered");
    assertThat(over().tried("stub_1", MEMORY, EXPORTED))
        .isEqualTo("stub_1: peer memory: EFAULT (errno 14), dma-buf: EOPNOTSUPP (errno 95)");
  }

  @Test
  void shouldSayWhyTheGpuDidNotExportItsMemory() throws Exception {
    assertThat(over().tried("stub_0", MEMORY, new Export(-1, "operation not supported (801)")))
        .endsWith("dma-buf: operation not supported (801)");
  }

  @Test
  void shouldSayThatTheLibraryIsOlderThanDmabufs() throws Exception {
    assertThat(over("-DNO_DMABUF").tried("stub_0", MEMORY, EXPORTED))
        .endsWith("dma-buf: libibverbs is older than dma-bufs");
  }

  @Test
  void shouldSayWhatCannotBeOpenedOrIsNotThere() throws Exception {
    assertThat(over().tried("stub_2", MEMORY, EXPORTED))
        .isEqualTo("stub_2: cannot open it: EACCES (errno 13)");
    assertThat(over().tried("mlx5_9", MEMORY, EXPORTED))
        .isEqualTo("mlx5_9: libibverbs does not show it");
    assertThat(new GpuRegistration("/nonexistent.so").tried("mlx5_9", MEMORY, EXPORTED))
        .startsWith("mlx5_9: cannot load /nonexistent.so");
  }
}
