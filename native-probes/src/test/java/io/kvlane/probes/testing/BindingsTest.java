package io.kvlane.probes.testing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kvlane.probes.cuda.LibCuda;
import io.kvlane.probes.libc.LibC;
import io.kvlane.probes.libfabric.LibFabric;
import io.kvlane.probes.nvml.LibNvml;
import io.kvlane.probes.nvml.LibNvmlQueries;
import io.kvlane.probes.uct.LibUct;
import io.kvlane.probes.ucx.LibUcp;
import io.kvlane.probes.ucx.LibUcpQuery;
import io.kvlane.probes.ucx.LibUcs;
import io.kvlane.probes.verbs.LibIbverbs;
import io.kvlane.probes.verbs.LibIbverbsDmabuf;
import io.kvlane.probes.verbs.LibIbverbsMemory;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is bound is exported, is what the headers say it is, and is called. */
class BindingsTest {

  private static final Path MAIN_SOURCES = Path.of("src", "main", "java");

  @TempDir Path directory;

  /** A library of C with its bindings, headers, and the Debian package of these. */
  enum Bound {
    C(
        "libc.so.6",
        "libc6-dev",
        List.of(
            "stdio.h",
            "string.h",
            "sys/mman.h",
            "sys/prctl.h",
            "sys/resource.h",
            "sys/socket.h",
            "unistd.h"),
        LibC.class),
    UCP("libucp.so.0", "libucx-dev", List.of("ucp/api/ucp.h"), LibUcp.class, LibUcpQuery.class),
    UCS("libucs.so.0", "libucx-dev", List.of("ucp/api/ucp.h"), LibUcs.class),
    UCT("libuct.so.0", "libucx-dev", List.of("uct/api/uct.h"), LibUct.class),
    LIBFABRIC("libfabric.so.1", "libfabric-dev", List.of("rdma/fabric.h"), LibFabric.class),
    IBVERBS(
        "libibverbs.so.1",
        "libibverbs-dev",
        List.of("infiniband/verbs.h"),
        LibIbverbs.class,
        LibIbverbsDmabuf.class,
        LibIbverbsMemory.class),
    NVML(
        GpuLibraries.NVML,
        "nvidia-cuda-dev",
        List.of("nvml.h"),
        LibNvml.class,
        LibNvmlQueries.class),
    CUDA(GpuLibraries.CUDA, "nvidia-cuda-dev", List.of("cuda.h"), LibCuda.class);

    private final String library;
    private final String debianPackage;

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives one that never changes
    private final List<String> headers;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Class<?>> bindings;

    Bound(String library, String debianPackage, List<String> headers, Class<?>... bindings) {
      this.library = library;
      this.debianPackage = debianPackage;
      this.headers = headers;
      this.bindings = List.of(bindings);
    }

    List<Method> functions() {
      return bindings.stream()
          .flatMap(binding -> Arrays.stream(binding.getDeclaredMethods()))
          .toList();
    }

    List<String> names() {
      return functions().stream().map(Method::getName).toList();
    }

    String includes() {
      return headers.stream().map("#include <%s>\n"::formatted).collect(joining());
    }
  }

  /** In a process of its own: these libraries are never loaded into the JVM of the tests. */
  @ParameterizedTest
  @EnumSource(Bound.class)
  void shouldBindWhatTheLibraryExports(Bound bound) throws Exception {
    Path resolve = CCompiler.program("resolve.c", directory.resolve("resolve"), List.of("-ldl"));
    List<String> command = new ArrayList<>(List.of(resolve.toString(), bound.library));
    command.addAll(bound.names());

    Command.Result result = Command.run(command);

    assumeTrue(result.status() == 0, "missing: " + result.output());
    assertThat(result.output()).as("bound, but not exported").isEmpty();
  }

  /**
   * A result that is narrower in C than in Java comes with anything in the rest of its register:
   * {@code ucs_status_t} is one byte.
   */
  @ParameterizedTest
  @EnumSource(Bound.class)
  void shouldTakeAndGiveWhatTheHeadersSay(Bound bound) throws Exception {
    CCompiler.assumeHeader(bound.headers.getFirst(), bound.debianPackage, List.of());
    Path printer = CCompiler.programOf(resultSizePrinter(bound), directory.resolve("results"));

    assertThat(Command.run(List.of(printer.toString())).successful().lines())
        .containsExactlyInAnyOrderElementsOf(
            bound.functions().stream()
                .map(function -> function.getName() + " " + bytesOf(function.getReturnType()))
                .toList());
  }

  @ParameterizedTest
  @EnumSource(Bound.class)
  void shouldCallEachFunctionThatIsBound(Bound bound) throws IOException {
    String sources = mainSources();

    assertThat(bound.names())
        .filteredOn(function -> !Pattern.compile("\\." + function + "\\(").matcher(sources).find())
        .as("bound, but not called")
        .isEmpty();
  }

  /** The operand of sizeof must compile, with as many arguments, and is not evaluated. */
  private static String resultSizePrinter(Bound bound) {
    String prints =
        bound.functions().stream()
            .map(function ->
                "PRINT(%s, (%s));\n"
                    .formatted(
                        function.getName(),
                        String.join(", ", Collections.nCopies(function.getParameterCount(), "0"))))
            .collect(joining());
    return """
    #include <stdio.h>
    %s
    #define IS_VOID(call) __builtin_types_compatible_p(__typeof__(call), void)
    #define PRINT(f, arguments) \\
      printf(#f " %%d\\n", IS_VOID(f arguments) ? 0 : (int)sizeof(f arguments))
    int main(void) {
    %s
      return 0;
    }
    """
        .formatted(bound.includes(), prints);
  }

  private static int bytesOf(Class<?> type) {
    if (type == void.class) {
      return 0;
    }
    if (type == byte.class) {
      return Byte.BYTES;
    }
    return type == int.class ? Integer.BYTES : Long.BYTES;
  }

  private static String mainSources() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(MAIN_SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
