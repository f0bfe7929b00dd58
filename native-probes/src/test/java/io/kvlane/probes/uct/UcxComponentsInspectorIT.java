package io.kvlane.probes.uct;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.library.UcxComponents.Component;
import io.kvlane.core.library.UcxComponents.Domain;
import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.LibraryLooks;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.UcxStubs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against libraries of our own with scripted components, and against the machine's own. */
class UcxComponentsInspectorIT {

  /** Each is compiled into a directory of its own. */
  private enum Stub {
    WITH_DMABUF(14),
    WITHOUT_DMABUF(13),
    MANY(14, "-DMANY"),
    FAILING(14, "-DFAILS"),
    WITHOUT_UCT(14),
    NOT_UCT(14),
    TOO_OLD(12);

    private final int minor;

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives one that never changes
    private final List<String> flags;

    Stub(int minor, String... flags) {
      this.minor = minor;
      this.flags = List.of(flags);
    }
  }

  private static final Component NOTHING_TO_WORK_WITH = new Component("rdmacm", List.of());
  private static final Component BROKEN =
      new Component(
          "broken",
          List.of(unusable("broken", "uct_component_query: stub status (UCX status -3)")));

  @TempDir static Path directory;

  private static final Map<Stub, String> SEEN = new EnumMap<>(Stub.class);

  @BeforeAll
  static void inspectAll() throws Exception {
    CCompiler.assumeHeader("uct/api/uct.h", "libucx-dev", List.of());
    List<Path> directories = new ArrayList<>();
    for (Stub stub : Stub.values()) {
      directories.add(Files.createDirectory(directory.resolve(stub.name())));
      CCompiler.libraryOf(UcxStubs.ucp(stub.minor, ""), library(stub, "libucp"));
      CCompiler.libraryOf(UcxStubs.UCS, library(stub, "libucs"));
      if (stub == Stub.NOT_UCT) {
        CCompiler.libraryOf("void something_else(void) {}\n", library(stub, "libuct"));
      } else if (stub != Stub.WITHOUT_UCT) {
        List<String> flags = new ArrayList<>(List.of("-shared", "-fPIC"));
        flags.addAll(stub.flags);
        CCompiler.program("uct_stub.c", library(stub, "libuct"), flags);
      }
    }
    Iterator<String> seen = LibraryLooks.ofUcx(directories).iterator();
    for (Stub stub : Stub.values()) {
      SEEN.put(stub, seen.next());
    }
  }

  @Test
  void shouldTellMemoryDomainsWithWhatTheyRegister() {
    assertThat(SEEN)
        .containsEntry(
            Stub.WITH_DMABUF,
            new UcxComponents(
                    "1.14.7",
                    List.of(
                        new Component(
                            "ib",
                            List.of(
                                usable("mlx5_0", Support.YES, "host"),
                                usable("mlx5_1", Support.NO, "host", "cuda"),
                                unusable("mlx5_2", "uct_md_open: stub status (UCX status -14)"))),
                        new Component(
                            "cuda_cpy",
                            List.of(usable("as long as fits!", Support.NO, "host", "cuda"))),
                        NOTHING_TO_WORK_WITH,
                        BROKEN))
                .toString());
  }

  @Test
  void shouldNotKnowOfDmabufsWhereUcxDoesNotSay() {
    assertThat(SEEN.get(Stub.WITHOUT_DMABUF))
        .contains(
            "UcxComponents[version=1.13.7", usable("mlx5_0", Support.UNKNOWN, "host").toString());
  }

  @Test
  void shouldLeaveOutWhatIsTooMuch() {
    String many = String.valueOf(SEEN.get(Stub.MANY));

    assertThat(many.split("Component\\[")).hasSize(1 + UcxComponentsInspector.MOST_COMPONENTS);
    assertThat(many)
        .contains(
            IntStream.range(0, UctComponent.MOST_DOMAINS)
                .mapToObj(number -> "Domain[name=mlx5_" + number + ",")
                .toArray(String[]::new))
        .doesNotContain("Domain[name=mlx5_" + UctComponent.MOST_DOMAINS + ",");
  }

  @Test
  void shouldSayWhichErrorUcxGave() {
    assertThat(SEEN)
        .containsEntry(Stub.FAILING, "uct_query_components: stub status (UCX status -4)");
  }

  @Test
  void shouldSayThatTheLibraryIsMissing() {
    assertThat(SEEN.get(Stub.WITHOUT_UCT))
        .startsWith("cannot load " + library(Stub.WITHOUT_UCT, "libuct") + ": ")
        .contains("libucx0", "kvlane.ucx.library-directory");
  }

  @Test
  void shouldNameTheFunctionThatTheLibraryLacks() {
    assertThat(SEEN.get(Stub.NOT_UCT))
        .startsWith(library(Stub.NOT_UCT, "libuct") + " lacks the symbol uct_component_query; ");
  }

  @Test
  void shouldSayThatUcxIsTooOld() {
    assertThat(SEEN.get(Stub.TOO_OLD))
        .startsWith("UCX 1.12.7 in ")
        .contains("is older than 1.13.0");
  }

  /** What is asserted is there on any Linux; and a look prints nothing, leaves nothing, lasts. */
  @Test
  void shouldSeeWhatTheUcxOfTheMachineHas() throws Exception {
    Probes.assumeUcx();
    List<String> seen = LibraryLooks.ofInstalledUcx();

    assertThat(seen).hasSize(2);
    assertThat(seen.getLast()).isEqualTo(seen.getFirst());
    assertThat(seen.getFirst())
        .contains("Component[name=tcp, domains=[Domain[name=tcp, problem=Optional.empty, ")
        .contains("Component[name=self, domains=[Domain[name=self, problem=Optional.empty, ")
        .contains("Component[name=posix, domains=[Domain[name=posix, problem=Optional.empty, ")
        .contains("Component[name=sysv, domains=[Domain[name=sysv, problem=Optional.empty, ")
        .containsPattern("Domain\\[name=self, problem=Optional.empty, registers=\\[[a-z, -]*host")
        .doesNotContain("UCX status");
  }

  private static Domain usable(String name, Support dmabuf, String... registers) {
    return new Domain(name, Optional.empty(), new TreeSet<>(Set.of(registers)), dmabuf);
  }

  private static Domain unusable(String name, String problem) {
    return new Domain(name, Optional.of(problem), new TreeSet<>(), Support.UNKNOWN);
  }

  private static Path library(Stub stub, String name) {
    return directory.resolve(stub.name()).resolve(name + ".so.0");
  }
}
