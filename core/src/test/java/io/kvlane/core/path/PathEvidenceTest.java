package io.kvlane.core.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Transport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathEvidenceTest {

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void shouldRefuseARunThatMovedNothing(long payload) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evidence(payload, Set.of(), Set.of(), List.of(), List.of(), List.of()))
        .withMessage("a run that moved no bytes has no path");
  }

  @Test
  void shouldRefuseHostMemoryOfAGpuAndGpuMemoryOfWhichNothingWasObserved() {
    PathEvidence host = Given.allowed(Transport.TCP).evidence();
    Optional<GpuEvidence> gpu = Given.allowed(Transport.TCP).cuda().evidence().gpu();

    assertThat(gpu).isPresent();
    assertThatIllegalArgumentException().isThrownBy(() -> with(host, Memory.HOST, gpu));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(host, Memory.CUDA, Optional.empty()))
        .withMessage("memory cuda without evidence of a GPU");
  }

  private static PathEvidence with(PathEvidence other, Memory memory, Optional<GpuEvidence> gpu) {
    return new PathEvidence(
        other.payloadBytes(),
        memory,
        other.allowed(),
        other.initiatorSockets(),
        other.responderSockets(),
        other.protocols(),
        other.nics(),
        other.netdevs(),
        other.lanes(),
        gpu);
  }

  @Test
  void shouldNotChangeWithTheCollectionsItWasMadeOf() {
    Set<Transport> allowed = EnumSet.of(Transport.TCP);
    Set<Transport> protocols = EnumSet.of(Transport.TCP);
    List<NicCounterDelta> nics = new ArrayList<>();
    List<NetdevCounterDelta> netdevs = new ArrayList<>();
    List<Lane> lanes = new ArrayList<>();
    PathEvidence evidence = evidence(1, allowed, protocols, nics, netdevs, lanes);

    allowed.add(Transport.ROCE);
    protocols.add(Transport.ROCE);
    nics.add(new NicCounterDelta("mlx5_0", 1, Transport.ROCE, 1, 0, true));
    netdevs.add(new NetdevCounterDelta("eth0", 1));
    lanes.add(new Lane("tcp/eth0", Transport.TCP, false));

    assertThat(evidence)
        .isEqualTo(
            evidence(
                1, Set.of(Transport.TCP), Set.of(Transport.TCP), List.of(), List.of(), List.of()));
  }

  @Test
  void shouldNotChangeAVerdictWithTheListItWasMadeOf() {
    List<EvidenceLine> lines = new ArrayList<>();
    PathVerdict verdict =
        new PathVerdict(PathClass.UNKNOWN, Transport.UNKNOWN, Optional.empty(), lines);

    lines.add(new EvidenceLine(EvidenceKind.LANES, "added later"));

    assertThat(verdict.evidence()).isEmpty();
  }

  private static PathEvidence evidence(
      long payload,
      Set<Transport> allowed,
      Set<Transport> protocols,
      List<NicCounterDelta> nics,
      List<NetdevCounterDelta> netdevs,
      List<Lane> lanes) {
    return new PathEvidence(
        payload,
        Memory.HOST,
        allowed,
        Optional.empty(),
        Optional.empty(),
        Optional.of(protocols),
        nics,
        netdevs,
        lanes,
        Optional.empty());
  }
}
