package io.kvlane.probes.ucx;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.UcxStubs;
import io.kvlane.probes.testing.UcxVersions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about libraries that are too old, incomplete, or not UCX at all. */
class UcxVersionsIT {

  /** Each is compiled into a directory of its own. */
  private enum Stub {
    COMPLETE,
    COMPLETE_WITHOUT_QUERY,
    TOO_OLD,
    WITHOUT_PUT,
    WITHOUT_QUERY,
    WITHOUT_UCS,
    NOT_UCX,
    NOT_A_LIBRARY
  }

  private static final String NOTHING = "";

  @TempDir static Path directory;

  private static final Map<Stub, String> SAID = new EnumMap<>(Stub.class);

  @BeforeAll
  static void inspectAll() throws Exception {
    List<Path> directories = new ArrayList<>();
    for (Stub stub : Stub.values()) {
      directories.add(Files.createDirectory(directory.resolve(stub.name())));
    }
    compile(Stub.COMPLETE, UcxStubs.ucp(14, NOTHING), UcxStubs.UCS);
    compile(Stub.COMPLETE_WITHOUT_QUERY, UcxStubs.ucp(13, "ucp_ep_query"), UcxStubs.UCS);
    compile(Stub.TOO_OLD, UcxStubs.ucp(12, NOTHING), UcxStubs.UCS);
    compile(Stub.WITHOUT_PUT, UcxStubs.ucp(13, "ucp_put_nbx"), UcxStubs.UCS);
    compile(Stub.WITHOUT_QUERY, UcxStubs.ucp(14, "ucp_ep_query"), UcxStubs.UCS);
    compile(Stub.WITHOUT_UCS, UcxStubs.ucp(13, NOTHING), NOTHING);
    compile(Stub.NOT_UCX, "void something_else(void) {}\n", NOTHING);
    Files.writeString(library(Stub.NOT_A_LIBRARY, "libucp"), "not a library\n");
    Iterator<String> said = UcxVersions.of(directories).iterator();
    for (Stub stub : Stub.values()) {
      SAID.put(stub, said.next());
    }
  }

  @Test
  void shouldTakeWhatIsComplete() {
    assertThat(SAID).containsEntry(Stub.COMPLETE, "1.14.7");
    assertThat(SAID).containsEntry(Stub.COMPLETE_WITHOUT_QUERY, "1.13.7");
  }

  @Test
  void shouldSayThatUcxIsTooOld() {
    assertRefused(Stub.TOO_OLD, "UCX 1.12.7 in " + ucpOf(Stub.TOO_OLD) + " is older than 1.13.0");
  }

  @Test
  void shouldNameTheFunctionThatUcxLacks() {
    assertRefused(
        Stub.WITHOUT_PUT, ucpOf(Stub.WITHOUT_PUT) + " (UCX 1.13.7) lacks the symbol ucp_put_nbx");
  }

  @Test
  void shouldNeedTheQueryOfVersionsThatAnswerIt() {
    assertRefused(
        Stub.WITHOUT_QUERY,
        ucpOf(Stub.WITHOUT_QUERY) + " (UCX 1.14.7) lacks the symbol ucp_ep_query");
  }

  @Test
  void shouldSayThatTheOtherLibraryOfUcxIsMissing() {
    assertRefused(Stub.WITHOUT_UCS, "cannot load " + library(Stub.WITHOUT_UCS, "libucs") + ": ");
  }

  @Test
  void shouldSayThatALibraryIsNotUcx() {
    assertRefused(
        Stub.NOT_UCX, ucpOf(Stub.NOT_UCX) + " (version unknown) lacks the symbol ucp_get_version");
  }

  @Test
  void shouldSayThatAFileIsNoLibrary() {
    assertRefused(Stub.NOT_A_LIBRARY, "cannot load " + ucpOf(Stub.NOT_A_LIBRARY) + ": ");
  }

  private static void assertRefused(Stub stub, String reason) {
    assertThat(SAID.get(stub)).startsWith(reason).contains("; install UCX 1.13 or later");
  }

  private static Path ucpOf(Stub stub) {
    return library(stub, "libucp");
  }

  private static Path library(Stub stub, String name) {
    return directory.resolve(stub.name()).resolve(name + ".so.0");
  }

  private static void compile(Stub stub, String ucp, String ucs) throws Exception {
    CCompiler.libraryOf(ucp, ucpOf(stub));
    if (!ucs.isEmpty()) {
      CCompiler.libraryOf(ucs, library(stub, "libucs"));
    }
  }
}
