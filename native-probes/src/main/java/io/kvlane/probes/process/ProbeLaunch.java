package io.kvlane.probes.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to start a probe process.
 *
 * @param java the Java executable
 * @param jvmOptions options for it beside those that every probe process has; they come last
 * @param classPath class path of the probe process
 * @param mainClass its main class
 * @param ucxDirectory directory of UCX's libraries, empty for the system's search path
 * @param ucxEnvironment {@code UCX_*} variables, as a worker pod has them
 * @param gpuLibraryDirectory directory of the GPU driver's libraries (NVML and CUDA), empty for the
 *     system's search path
 */
public record ProbeLaunch(
    Path java,
    List<String> jvmOptions,
    String classPath,
    String mainClass,
    Optional<Path> ucxDirectory,
    Map<String, String> ucxEnvironment,
    Optional<Path> gpuLibraryDirectory) {

  /** The probe process's own main class. */
  public static final String MAIN_CLASS = "io.kvlane.probes.main.ProbeMain";

  /** System property of the probe process: the directory of the GPU driver's libraries. */
  public static final String GPU_DIRECTORY = "kvlane.gpu.library-directory";

  /**
   * Without these UCX and libfabric's providers replace the JVM's signal handlers when they are
   * loaded, and the next implicit null check kills the process.
   */
  private static final Map<String, String> KEEP_SIGNALS =
      Map.of(
          "UCX_HANDLE_ERRORS", "none",
          "UCX_ERROR_SIGNALS", "",
          "UCX_DEBUG_SIGNO", "0",
          "IPATH_NO_BACKTRACE", "1",
          "HFI_NO_BACKTRACE", "1");

  /**
   * UCX must not patch the C library's memory functions under a JVM; shared memory needs peer error
   * handling, which kvlane's endpoints ask for.
   */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "UCX_MEM_EVENTS",
          "n",
          "UCX_POSIX_ERROR_HANDLING",
          "y",
          "UCX_WARN_UNUSED_ENV_VARS",
          "n",
          // From 1.16 on UCX then says which protocols it selected; before, nothing.
          "UCX_PROTO_INFO",
          "y");

  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          // jffi's stubs pass the sixth argument of a six-argument function wrongly.
          "-Djnr.ffi.x86asm.enabled=false",
          "-XX:+UseSerialGC",
          "-Xmx24m",
          "-Xss256k",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=/dev/null");

  /** Takes copies. */
  public ProbeLaunch {
    jvmOptions = List.copyOf(jvmOptions);
    ucxEnvironment = Map.copyOf(ucxEnvironment);
  }

  /** Without further options, with the GPU libraries of the system. */
  public ProbeLaunch(
      Path java,
      String classPath,
      String mainClass,
      Optional<Path> ucxDirectory,
      Map<String, String> ucxEnvironment) {
    this(java, List.of(), classPath, mainClass, ucxDirectory, ucxEnvironment, Optional.empty());
  }

  /**
   * The probe process of an installation.
   *
   * @param probeHome directory of its jars
   * @throws IOException when that cannot be read
   */
  public static ProbeLaunch of(
      Path probeHome,
      List<String> jvmOptions,
      Optional<Path> ucxDirectory,
      Map<String, String> ucxEnvironment)
      throws IOException {
    return new ProbeLaunch(
        Path.of(System.getProperty("java.home", ""), "bin", "java"),
        jvmOptions,
        classPath(probeHome),
        MAIN_CLASS,
        ucxDirectory,
        ucxEnvironment,
        Optional.empty());
  }

  /** The same with the GPU libraries of a directory, or of the system when it is empty. */
  public ProbeLaunch withGpuLibraryDirectory(Optional<Path> directory) {
    return new ProbeLaunch(
        java, jvmOptions, classPath, mainClass, ucxDirectory, ucxEnvironment, directory);
  }

  /**
   * In a fixed order, unlike {@code *}: an AOT cache serves the class path that it was made with.
   */
  private static String classPath(Path probeHome) throws IOException {
    try (Stream<Path> files = Files.list(probeHome)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** The command line for a process that connects to a socket. */
  List<String> command(Path socket) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(FLAGS);
    gpuLibraryDirectory.ifPresent(directory -> command.add("-D" + GPU_DIRECTORY + "=" + directory));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath, mainClass, socket.toString()));
    ucxDirectory.ifPresent(directory -> command.add(directory.toString()));
    return command;
  }

  /**
   * The whole environment of the process: nothing is inherited. Libraries find each other in the
   * directories, too: UCX loads its parts, and those for CUDA load libcuda.
   */
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(DEFAULTS);
    environment.putAll(ucxEnvironment);
    environment.putAll(KEEP_SIGNALS);
    String directories =
        Stream.concat(ucxDirectory.stream(), gpuLibraryDirectory.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    if (!directories.isEmpty()) {
      environment.put("LD_LIBRARY_PATH", directories);
    }
    jsig().ifPresent(library -> environment.put("LD_PRELOAD", library.toString()));
    return environment;
  }

  /** The JDK's library that chains signal handlers, as a second belt. */
  private Optional<Path> jsig() {
    Path home = java.getParent() == null ? null : java.getParent().getParent();
    return Optional.ofNullable(home)
        .map(path -> path.resolve("lib" + File.separator + "libjsig.so"))
        .filter(path -> path.toFile().exists());
  }
}
