package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UcxOutdatedTest {

  @Test
  void shouldFireForAnOldVersionBesideGpus() {
    assertThat(findings(Machine.seen().gpus(Machine.gpu(0, GPU_0)).ucx("1.18.1")))
        .containsExactly(
            new Finding(
                "ucx-outdated",
                Severity.WARNING,
                "ucx",
                "UCX in kvlane's pod is 1.18.1; before 1.19 its support of CUDA is limited.",
                List.of("version of libucp: 1.18.1", "the node has GPUs"),
                "Use images with UCX 1.19 or later, the workers' as well (ucx_info -v), and follow"
                    + " runbooks/ucx-outdated.md"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.19.0", "1.22.0", "2.0", "master"})
  void shouldNotFireForANewVersionOrOneThatNobodyCanRead(String version) {
    assertThat(findings(Machine.seen().gpus(Machine.gpu(0, GPU_0)).ucx(version))).isEmpty();
  }

  @Test
  void shouldNotFireWithoutGpus() {
    assertThat(findings(Machine.seen().ucx("1.13.1"))).isEmpty();
  }

  private static List<Finding> findings(Machine machine) {
    return new UcxOutdated().evaluate(Snapshots.node().inspection(machine.build()).build(), NOW);
  }
}
