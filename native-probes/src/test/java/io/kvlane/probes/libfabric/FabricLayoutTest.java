package io.kvlane.probes.libfabric;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.CConstant;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares every number of libfabric with what its headers say. */
class FabricLayoutTest {

  private static final List<Class<?>> LAYOUTS = List.of(FabricLayout.class);
  private static final Predicate<CConstant> IS_CAPABILITY =
      constant -> constant.type().equals(FabricCapability.class.getSimpleName());

  @TempDir Path directory;

  @Test
  void shouldHaveTheLayoutsOfTheHeaders() throws Exception {
    List<CConstant> layouts = printed().stream().filter(IS_CAPABILITY.negate()).toList();

    assertThat(layouts).filteredOn(constant -> !constant.holdsIn(LAYOUTS)).isEmpty();
    assertThat(layouts)
        .extracting(CConstant::name)
        .containsAll(LAYOUTS.stream().flatMap(CConstant::allOf).toList());
  }

  @Test
  void shouldHaveTheCapabilitiesOfTheHeaders() throws Exception {
    Map<String, Long> inJava =
        Arrays.stream(FabricCapability.values())
            .collect(toMap(FabricCapability::name, FabricCapability::flag));

    assertThat(printed().stream().filter(IS_CAPABILITY))
        .hasSameSizeAs(inJava.keySet())
        .allSatisfy(
            constant -> assertThat(inJava).containsEntry(constant.field(), constant.value()));
  }

  private List<CConstant> printed() throws Exception {
    CCompiler.assumeHeader("rdma/fabric.h", "libfabric-dev", List.of());
    return CConstant.printedBy("fabric_layouts.c", directory.resolve("layouts"), List.of());
  }
}
