package io.kvlane.probes.uct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.CConstant;
import io.kvlane.probes.testing.Command;
import io.kvlane.probes.testing.UcxWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares every number of libuct with what its headers say: those of this machine, those of the
 * wheels that could be had, and those of further versions in the directories that the environment
 * variable {@code KVLANE_UCX_HEADERS} lists, separated by colons.
 */
class UctLayoutTest {

  private static final String INSTALLED = "installed";
  private static final List<Class<?>> LAYOUTS = List.of(UctLayout.class);

  @TempDir Path directory;

  static Stream<String> headers() {
    String further = System.getenv().getOrDefault("KVLANE_UCX_HEADERS", "");
    return Stream.of(
            Stream.of(INSTALLED),
            Arrays.stream(UcxWheel.values()).map(wheel -> wheel.headers().toString()),
            Arrays.stream(further.split(":")).filter(path -> !path.isBlank()))
        .flatMap(stream -> stream);
  }

  @ParameterizedTest(name = "{0} headers")
  @MethodSource("headers")
  void shouldHaveTheLayoutsOfTheHeaders(String headers) throws Exception {
    List<CConstant> printed = printedFrom(headers);

    assertThat(printed)
        .filteredOn(CConstant::isPresent)
        .isNotEmpty()
        .filteredOn(constant -> !constant.holdsIn(LAYOUTS))
        .isEmpty();
    assertThat(printed)
        .extracting(CConstant::name)
        .containsAll(LAYOUTS.stream().flatMap(CConstant::allOf).toList());
  }

  /** UCX before 1.14 does not say it, and kvlane does not ask it. */
  @ParameterizedTest(name = "{0} headers")
  @MethodSource("headers")
  void shouldMissNothingButDmabufsInOldHeaders(String headers) throws Exception {
    assertThat(printedFrom(headers))
        .filteredOn(constant -> !constant.isPresent())
        .extracting(CConstant::field)
        .allMatch(field -> field.contains("DMABUF"));
  }

  @Test
  void shouldNameMemoryTypesAsUcxDoes() throws Exception {
    CCompiler.assumeHeader("ucs/memory/memory_type.h", "libucx-dev", List.of());
    Path program =
        CCompiler.program("memory_types.c", directory.resolve("types"), List.of("-lucs"));
    List<String> names = Command.run(List.of(program.toString())).successful().lines().toList();

    assertThat(names).startsWith("host", "cuda");
    assertThat(MemoryTypes.NAMES).startsWith(names.toArray(String[]::new));
  }

  private List<CConstant> printedFrom(String headers) throws IOException, InterruptedException {
    assumeTrue(
        headers.equals(INSTALLED) || Files.exists(Path.of(headers, "uct/api/uct.h")),
        "no headers in " + headers);
    List<String> flags = headers.equals(INSTALLED) ? List.of() : List.of("-I", headers);
    CCompiler.assumeHeader("uct/api/uct.h", "libucx-dev", flags);
    return CConstant.printedBy("uct_layouts.c", directory.resolve("layouts"), flags);
  }
}
