package io.kvlane.probes.libfabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.kvlane.probes.testing.LibraryLooks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the machine's own libfabric. */
class LibfabricIT {

  /** Any Linux has interfaces for it; and a look prints nothing, leaves nothing, lasts. */
  @Test
  void shouldSeeWhatTheLibfabricOfTheMachineHas() throws Exception {
    List<String> seen = LibraryLooks.ofInstalledLibfabric();
    assumeFalse(seen.getFirst().startsWith("cannot load"), seen.getFirst());

    assertThat(seen).hasSize(2);
    assertThat(seen.getLast()).isEqualTo(seen.getFirst());
    assertThat(seen.getFirst())
        .startsWith("FabricProviders[version=")
        .containsPattern(
            "Offer\\[provider=tcp[a-z_;]*, domain=lo, endpointType=FI_EP_RDM,"
                + " capabilities=\\[[A-Z_, ]*FI_RMA");
  }
}
