package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Hosts;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GdrcopyKernelTest {

  @Test
  void shouldFireForAVersionThatDoesNotBuild() {
    assertThat(findings(Hosts.host().kernel("6.15.0-1004-aws").module("gdrdrv", "2.5.1")))
        .containsExactly(
            new Finding(
                "gdrcopy-kernel",
                Severity.WARNING,
                "node",
                "GDRCopy 2.5.1 does not build on kernel 6.15.0-1004-aws.",
                List.of("module gdrdrv 2.5.1, kernel 6.15.0-1004-aws", "2.5.2 or later builds"),
                "Install GDRCopy 2.5.2 or later on the node (apt install gdrdrv-dkms && modprobe"
                    + " gdrdrv), and follow runbooks/gdrcopy-kernel.md"));
  }

  @ParameterizedTest
  @CsvSource({"6.14.9, 2.5.1", "6.15.0, 2.5.2", "7.0.1, 2.6", "6.15.0, unknown"})
  void shouldNotFireForAVersionThatBuildsOrThatNobodyKnows(String kernel, String gdrcopy) {
    assertThat(findings(Hosts.host().kernel(kernel).module("gdrdrv", gdrcopy))).isEmpty();
  }

  @Test
  void shouldNotFireWithoutTheModuleOrTheKernel() {
    assertThat(findings(Hosts.host().kernel("6.15.0"))).isEmpty();
    assertThat(findings(Hosts.host().module("gdrdrv", "2.5.1"))).isEmpty();
  }

  private static List<Finding> findings(Hosts host) {
    return new GdrcopyKernel()
        .evaluate(Snapshots.node().inspection(Machine.seen().host(host).build()).build(), NOW);
  }
}
