package io.kvlane.probes.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.CConstant;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares every number of libibverbs with what its headers say. */
class VerbsLayoutTest {

  private static final List<Class<?>> LAYOUTS = List.of(VerbsLayout.class, Errno.class);

  @Test
  void shouldHaveTheLayoutsOfTheHeaders(@TempDir Path directory) throws Exception {
    CCompiler.assumeHeader("infiniband/verbs.h", "libibverbs-dev", List.of());
    List<CConstant> printed =
        CConstant.printedBy("verbs_layouts.c", directory.resolve("layouts"), List.of());

    assertThat(printed).filteredOn(constant -> !constant.holdsIn(LAYOUTS)).isEmpty();
    assertThat(printed)
        .extracting(CConstant::name)
        .containsAll(LAYOUTS.stream().flatMap(CConstant::allOf).toList());
  }
}
