package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeLaunchTest {

  private static final Path SOCKET = Path.of("/run/kvlane/probe");
  private static final Path UCX = Path.of("/opt/ucx/lib");
  private static final Path GPU = Path.of("/opt/nvidia/lib");
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home", ""));

  @Test
  void shouldInheritNothing() {
    assertThat(launch(Map.of()).environment())
        .containsOnlyKeys(
            "UCX_HANDLE_ERRORS",
            "UCX_ERROR_SIGNALS",
            "UCX_DEBUG_SIGNO",
            "IPATH_NO_BACKTRACE",
            "HFI_NO_BACKTRACE",
            "UCX_MEM_EVENTS",
            "UCX_POSIX_ERROR_HANDLING",
            "UCX_WARN_UNUSED_ENV_VARS",
            "UCX_PROTO_INFO",
            "LD_PRELOAD");
  }

  @Test
  void shouldRepeatTheSettingsOfAWorkerPod() {
    assertThat(launch(Map.of("UCX_TLS", "rc", "UCX_MEM_EVENTS", "y")).environment())
        .containsEntry("UCX_TLS", "rc")
        .containsEntry("UCX_MEM_EVENTS", "y");
  }

  @Test
  void shouldKeepTheSignalsOfTheJvmWhateverAWorkerPodSets() {
    Map<String, String> hostile = new HashMap<>();
    hostile.put("UCX_HANDLE_ERRORS", "bt,freeze");
    hostile.put("UCX_ERROR_SIGNALS", "SIGSEGV");
    hostile.put("UCX_DEBUG_SIGNO", "SIGHUP");
    hostile.put("IPATH_NO_BACKTRACE", "0");
    hostile.put("HFI_NO_BACKTRACE", "0");

    assertThat(launch(hostile).environment())
        .containsEntry("UCX_HANDLE_ERRORS", "none")
        .containsEntry("UCX_ERROR_SIGNALS", "")
        .containsEntry("UCX_DEBUG_SIGNO", "0")
        .containsEntry("IPATH_NO_BACKTRACE", "1")
        .containsEntry("HFI_NO_BACKTRACE", "1");
  }

  @Test
  void shouldNotFollowChangesOfTheSettingsItWasGiven() {
    Map<String, String> settings = new HashMap<>(Map.of("UCX_TLS", "rc"));
    ProbeLaunch launch = launch(settings);
    settings.put("UCX_TLS", "tcp");

    assertThat(launch.environment()).containsEntry("UCX_TLS", "rc");
  }

  @Test
  void shouldPutTheJdksSignalChainingFirst() {
    assertThat(launch(Map.of()).environment())
        .hasEntrySatisfying("LD_PRELOAD", library -> assertThat(Path.of(library)).isRegularFile());
  }

  @Test
  void shouldGoWithoutSignalChainingWhereThereIsNone(@TempDir Path directory) throws Exception {
    Path java = Files.createFile(Files.createDirectory(directory.resolve("bin")).resolve("java"));

    assertThat(launch(java, Optional.empty()).environment()).doesNotContainKey("LD_PRELOAD");
  }

  @Test
  void shouldLetUcxFindItsOwnLibrariesInItsDirectory() {
    Path java = JAVA_HOME.resolve("bin").resolve("java");

    assertThat(launch(java, Optional.of(UCX)).environment())
        .containsEntry("LD_LIBRARY_PATH", "/opt/ucx/lib");
    assertThat(launch(java, Optional.of(UCX)).command(SOCKET))
        .endsWith(ProbeLaunch.MAIN_CLASS, "/run/kvlane/probe", "/opt/ucx/lib");
  }

  @Test
  void shouldTellTheProbeProcessWhereTheGpuLibrariesAre() {
    Path java = JAVA_HOME.resolve("bin").resolve("java");
    ProbeLaunch launch = launch(java, Optional.of(UCX)).withGpuLibraryDirectory(Optional.of(GPU));

    assertThat(launch.command(SOCKET))
        .contains("-Dkvlane.gpu.library-directory=/opt/nvidia/lib")
        .endsWith(ProbeLaunch.MAIN_CLASS, "/run/kvlane/probe", "/opt/ucx/lib");
    assertThat(launch.environment())
        .containsEntry("LD_LIBRARY_PATH", "/opt/ucx/lib:/opt/nvidia/lib");
  }

  @Test
  void shouldStartTheProbeProcessOfAnInstallation(@TempDir Path home) throws Exception {
    Path second = Files.createFile(home.resolve("second.jar"));
    Path first = Files.createFile(home.resolve("first.jar"));
    Files.createFile(home.resolve("README"));

    List<String> command =
        ProbeLaunch.of(home, List.of("-Xlog:gc"), Optional.empty(), Map.of()).command(SOCKET);

    assertThat(command)
        .startsWith(JAVA_HOME.resolve("bin").resolve("java").toString())
        .contains("--enable-native-access=ALL-UNNAMED", "-Djnr.ffi.x86asm.enabled=false")
        .endsWith(
            "-Xlog:gc", "-cp", first + ":" + second, ProbeLaunch.MAIN_CLASS, "/run/kvlane/probe");
  }

  private static ProbeLaunch launch(Map<String, String> ucxEnvironment) {
    return new ProbeLaunch(
        JAVA_HOME.resolve("bin").resolve("java"),
        "classes",
        ProbeLaunch.MAIN_CLASS,
        Optional.empty(),
        ucxEnvironment);
  }

  private static ProbeLaunch launch(Path java, Optional<Path> ucxDirectory) {
    return new ProbeLaunch(java, "classes", ProbeLaunch.MAIN_CLASS, ucxDirectory, Map.of());
  }
}
