package io.kvlane.probes.libfabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvlane.core.library.FabricProviders;
import io.kvlane.core.library.FabricProviders.Offer;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.testing.CCompiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a library of our own with scripted answers. */
class LibfabricInspectorTest {

  private static final String LONG_NAME =
      "a name of a domain that is longer than any name that libfabric has room for, by far";

  @TempDir private Path directory;

  private LibfabricInspector inspector(String... flags) throws Exception {
    CCompiler.assumeHeader("rdma/fabric.h", "libfabric-dev", List.of());
    List<String> all = new ArrayList<>(List.of("-shared", "-fPIC"));
    all.addAll(List.of(flags));
    return new LibfabricInspector(
        CCompiler.program("fabric_stub.c", directory.resolve("libstub.so"), all).toString());
  }

  private static Offer offer(String provider, String domain, String type, String... capabilities) {
    return new Offer(provider, domain, type, new TreeSet<>(Set.of(capabilities)));
  }

  @Test
  void shouldTellOffersOnceWithTheirCapabilities() throws Exception {
    FabricProviders providers = inspector().inspect();

    assertThat(providers.version()).isEqualTo("2.1");
    assertThat(providers.offers())
        .containsExactly(
            offer(
                "efa",
                "rdmap16s27-rdm",
                "FI_EP_RDM",
                "FI_HMEM",
                "FI_MSG",
                "FI_REMOTE_READ",
                "FI_RMA"),
            offer("efa", "rdmap16s27-dgrm", "FI_EP_DGRAM", "FI_MSG"),
            offer(
                "tcp",
                LONG_NAME.substring(0, FabricLayout.MOST_NAME_BYTES),
                "FI_EP_MSG",
                "FI_LOCAL_COMM",
                "FI_MSG"),
            offer("strange", "", "endpoint type 77"));
  }

  @Test
  void shouldAnswerTheSameAgain() throws Exception {
    LibfabricInspector inspector = inspector();

    assertThat(inspector.inspect()).isEqualTo(inspector.inspect());
  }

  @Test
  void shouldSayThatThereIsNothing() throws Exception {
    assertThat(inspector("-DNO_DATA").inspect()).isEqualTo(new FabricProviders("2.1", List.of()));
  }

  @Test
  void shouldLeaveOutWhatIsTooMuch() throws Exception {
    assertThat(inspector("-DMANY").inspect().offers()).hasSize(Offers.MOST).doesNotHaveDuplicates();
  }

  @Test
  void shouldEndWhereAListDoesNot() throws Exception {
    assertThat(inspector("-DENDLESS").inspect().offers())
        .containsExactly(offer("tcp", "eth0", "FI_EP_MSG", "FI_MSG"));
  }

  @Test
  void shouldSayWhichErrorTheLibraryGave() throws Exception {
    LibfabricInspector failing = inspector("-DFAILS");

    assertThatThrownBy(failing::inspect)
        .isInstanceOf(TransferException.class)
        .hasMessage("fi_getinfo: Cannot allocate memory (error 12)");
  }

  @Test
  void shouldSayWhatIsMissing() {
    NotPresentException missing = refusalOf("/nonexistent/libfabric.so.1");

    assertThat(missing.reason()).startsWith("cannot load /nonexistent/libfabric.so.1");
    assertThat(missing.fix()).contains("libfabric1");
  }

  @Test
  void shouldSayWhichSymbolIsMissing() {
    assertThat(refusalOf("libm.so.6").reason()).isEqualTo("libm.so.6 lacks the symbol fi_dupinfo");
  }

  private static NotPresentException refusalOf(String file) {
    return catchThrowableOfType(
        NotPresentException.class, () -> new LibfabricInspector(file).inspect());
  }
}
