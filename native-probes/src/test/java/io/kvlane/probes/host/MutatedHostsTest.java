package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.gpudirect.GpuDirectMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever becomes of a host's files: there is an answer, and it does not say more than they do.
 */
class MutatedHostsTest {

  private static final int MOST_AT_ONCE = 4;

  @TempDir private Path directory;

  /** Ten thousand mutations in all. */
  @ParameterizedTest
  @CsvSource({
    "h100-infiniband, pci0000:15, 2000",
    "h100-degraded, pci0000:48, 2000",
    "roce-dual-port, pci0000:3a, 2000",
    "p5-efa, pci0000:44, 1500",
    "gb200-dmabuf, pci0000:00 pci0008:00, 1500",
    "no-pma, none, 1000"
  })
  void shouldAnswerAndMakeUpNothing(String scenario, String hostBridges, int mutations)
      throws IOException {
    Path host = Files.createDirectory(directory.resolve("host"));
    List<Path> paths = HostCopy.make(Hosts.host(scenario), Set.of(hostBridges.split(" ")), host);
    Random random = new Random(20260301);
    Mutations broken =
        new Mutations(random, paths, Files.createDirectory(directory.resolve("stash")));
    HostRoot root = new HostRoot(host);
    Inspected whole = Inspected.below(root);
    assertThat(Witness.madeUp(host, whole)).isEmpty();

    for (int left = mutations; left > 0; ) {
      int atOnce = Math.min(left, 1 + random.nextInt(MOST_AT_ONCE));
      left -= atOnce;
      for (int i = 0; i < atOnce; i++) {
        broken.apply();
      }
      assertThat(madeUp(root)).as("with %s", broken).isEmpty();
      broken.undo();
    }

    assertThat(Inspected.below(root)).as("mended").isEqualTo(whole);
  }

  private static List<String> madeUp(HostRoot root) {
    try {
      return Witness.madeUp(root.path(), Inspected.below(root));
    } catch (RuntimeException e) {
      return List.of("a reader threw " + e);
    }
  }

  /** Were nothing known of the whole hosts, nothing could be made up of the broken ones. */
  @ParameterizedTest
  @CsvSource({
    "h100-infiniband, 64, YES, YES, YES",
    "h100-degraded, 64, YES, YES, YES",
    "roce-dual-port, 8, YES, NO, NO",
    "p5-efa, 16, NO, YES, YES",
    "gb200-dmabuf, 16, NO, YES, NO"
  })
  void shouldJudgeEveryPairOfAWholeHost(
      String scenario, int pairs, Support peermem, Support dmabuf, Support gdrcopy) {
    assertThat(Inspected.below(Hosts.host(scenario)).pairs())
        .hasSize(pairs)
        .allMatch(pair -> pair.verdict(GpuDirectMethod.PEERMEM).available() == peermem)
        .allMatch(pair -> pair.verdict(GpuDirectMethod.DMABUF).available() == dmabuf)
        .allMatch(pair -> pair.verdict(GpuDirectMethod.GDRCOPY).available() == gdrcopy);
  }

  @ParameterizedTest
  @CsvSource({
    "PEERMEM, sys/module/nvidia_peermem sys/kernel/mm/memory_peers, NO",
    "PEERMEM, sys/module sys/kernel/mm, UNKNOWN",
    "DMABUF, proc/driver/nvidia/version, UNKNOWN",
    "DMABUF, proc/sys/kernel/osrelease, UNKNOWN",
    "GDRCOPY, sys/module/gdrdrv, NO",
    "GDRCOPY, dev/gdrdrv, NO",
    "GDRCOPY, dev, UNKNOWN"
  })
  void shouldNotCallAMethodAvailableWithoutItsEvidence(
      GpuDirectMethod method, String evidence, Support expected) throws IOException {
    HostCopy.make(Hosts.host("h100-infiniband"), Set.of("pci0000:15"), directory);
    for (String path : evidence.split(" ")) {
      Files.move(directory.resolve(path), directory.resolve(path.replace('/', '-') + "-away"));
    }

    assertThat(Inspected.below(new HostRoot(directory)).pairs())
        .singleElement()
        .returns(expected, pair -> pair.verdict(method).available());
  }

  @Test
  void shouldPairNothingWhereThereIsNoGpuOrNoRdma() {
    assertThat(Inspected.below(Hosts.host("no-rdma")).pairs()).isEmpty();
    assertThat(Inspected.below(Hosts.host("no-pma")).pairs()).isEmpty();
  }
}
