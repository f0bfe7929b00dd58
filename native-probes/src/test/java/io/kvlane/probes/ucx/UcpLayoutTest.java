package io.kvlane.probes.ucx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.CConstant;
import io.kvlane.probes.testing.UcxWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares every number of UCX with what its headers say: those of this machine, those of the
 * wheels that could be had, and those of further versions in the directories that the environment
 * variable {@code KVLANE_UCX_HEADERS} lists, separated by colons.
 */
class UcpLayoutTest {

  private static final String INSTALLED = "installed";
  private static final List<Class<?>> LAYOUTS = List.of(UcpLayout.class, UcxStatus.class);

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
    assertThat(printedFrom(headers))
        .filteredOn(CConstant::isPresent)
        .isNotEmpty()
        .filteredOn(constant -> !constant.holdsIn(LAYOUTS))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} headers")
  @MethodSource("headers")
  void shouldCompareEveryConstant(String headers) throws Exception {
    assertThat(printedFrom(headers))
        .extracting(CConstant::name)
        .containsAll(LAYOUTS.stream().flatMap(CConstant::allOf).toList());
  }

  /** UCX before 1.14 has no transports to ask for, and kvlane does not ask it. */
  @ParameterizedTest(name = "{0} headers")
  @MethodSource("headers")
  void shouldMissNothingButTransportsInOldHeaders(String headers) throws Exception {
    assertThat(printedFrom(headers))
        .filteredOn(constant -> !constant.isPresent())
        .extracting(CConstant::field)
        .allMatch(field -> field.contains("TRANSPORT"));
  }

  private List<CConstant> printedFrom(String headers) throws IOException, InterruptedException {
    assumeTrue(
        headers.equals(INSTALLED) || Files.exists(Path.of(headers, "ucp/api/ucp.h")),
        "no headers in " + headers);
    List<String> flags = headers.equals(INSTALLED) ? List.of() : List.of("-I", headers);
    CCompiler.assumeHeader("ucp/api/ucp.h", "libucx-dev", flags);
    return CConstant.printedBy("ucx_layouts.c", directory.resolve("layouts"), flags);
  }
}
