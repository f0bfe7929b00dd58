package io.kvlane.core.finding;

import static io.kvlane.core.samples.Snapshots.INTERVAL;
import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.samples.Snapshots.OLDEST_FRESH;
import static io.kvlane.core.samples.Snapshots.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.TurnedOff.Source;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FabricHealthTest {

  private static final ProbeResult<String> NO_UCX =
      new ProbeResult.NotPresent<>("libucp.so.0 is not installed", "install UCX");

  private final Snapshots node = Snapshots.node();

  @Test
  void shouldBeDownBeforeTheFirstRun() {
    shouldBeDown("not measured");
  }

  @Test
  void shouldBeDownWithTheReasonWhenTheEngineIsNotPresent() {
    node.engine(Engine.UCX, NO_UCX)
        .engine(Engine.TCP, new ProbeResult.Observed<>("25"))
        .run(Runs.skipped(Runs.READ, SkipReason.NOT_PRESENT, NOW));

    shouldBeDown("not measured: ucx: libucp.so.0 is not installed");
  }

  @Test
  void shouldNameEveryEngineThatIsNotPresent() {
    node.engine(Engine.UCX, NO_UCX)
        .engine(Engine.LIBFABRIC, new ProbeResult.TimedOut<>("no answer in 5 s"));

    shouldBeDown("not measured: ucx: libucp.so.0 is not installed; libfabric: no answer in 5 s");
  }

  @ParameterizedTest
  @EnumSource(value = Intent.class, mode = EnumSource.Mode.EXCLUDE, names = "DEFAULT")
  void shouldNotBeMeasuredByRunsOfAnotherIntent(Intent intent) {
    node.run(Runs.verified(Runs.key(intent, Operation.READ), PathClass.HOST_RDMA, NOW));

    shouldBeDown("not measured");
  }

  @ParameterizedTest
  @EnumSource(names = {"UNKNOWN", "LOCAL"})
  void shouldNotBeMeasuredByAPathThatSaysNothingOfTheNetwork(PathClass pathClass) {
    node.run(Runs.verified(Runs.READ, pathClass, NOW));

    shouldBeDown("not measured: the evidence does not decide the path");
  }

  @Test
  void shouldNotBeMeasuredByRunsThatBroughtNoPayload() {
    node.run(Runs.unsuccessful(Runs.READ, TransferResult.FAILED, NOW, "no route"));

    shouldBeDown("not measured");
  }

  @Test
  void shouldBeDownSinceTheLatestVerdictWhenThatIsStale() {
    node.run(Runs.verified(Runs.READ, PathClass.HOST_RDMA, STALE.minus(INTERVAL)))
        .run(Runs.verified(Runs.WRITE, PathClass.HOST_RDMA, STALE));

    shouldBeDown("not measured since " + STALE);
  }

  @Test
  void shouldSayWhyItIsNoLongerMeasured() {
    node.engine(Engine.UCX, NO_UCX).run(Runs.verified(Runs.READ, PathClass.HOST_RDMA, STALE));

    shouldBeDown("not measured since " + STALE + ": ucx: libucp.so.0 is not installed");
  }

  @Test
  void shouldBeUpWhenTheLatestVerdictIsFresh() {
    node.run(Runs.verified(Runs.READ, PathClass.HOST_RDMA, OLDEST_FRESH));

    shouldBeUp("measured host-rdma, expected nothing in particular");
  }

  @Test
  void shouldBeUpWhenThePathIsAsExpected() {
    node.expecting(ExpectedPath.RDMA)
        .run(Runs.verified(Runs.READ, PathClass.HOST_RDMA, NOW))
        .run(Runs.verified(Runs.WRITE, PathClass.HOST_RDMA, NOW));

    shouldBeUp("measured host-rdma, expected rdma (configuration)");
  }

  @Test
  void shouldBeUpOverTcpWhereNothingBetterIsExpected() {
    node.expecting(ExpectedPath.TCP).run(Runs.verified(Runs.READ, PathClass.TCP, NOW));

    shouldBeUp("measured tcp, expected tcp (configuration)");
  }

  @Test
  void shouldNameEveryPathThatWasMeasured() {
    node.run(Runs.verified(Runs.READ, PathClass.TCP, NOW))
        .run(Runs.verified(Runs.WRITE, PathClass.HOST_RDMA, NOW));

    shouldBeUp("measured tcp, host-rdma, expected nothing in particular");
  }

  @Test
  void shouldBeDownWhenOneOfTheRunsFallsBack() {
    node.expecting(ExpectedPath.RDMA)
        .run(Runs.verified(Runs.WRITE, PathClass.HOST_RDMA, NOW))
        .run(Runs.verified(Runs.READ, PathClass.TCP, OLDEST_FRESH));

    shouldBeDown("fallback: expected rdma (configuration), seen tcp");
  }

  @Test
  void shouldForgetAFallbackThatIsStale() {
    node.expecting(ExpectedPath.RDMA)
        .run(Runs.verified(Runs.READ, PathClass.TCP, STALE))
        .run(Runs.verified(Runs.WRITE, PathClass.HOST_RDMA, NOW));

    shouldBeUp("measured host-rdma, expected rdma (configuration)");
  }

  @Test
  void shouldBeDownOnACriticalFinding() {
    node.run(Runs.verified(Runs.READ, PathClass.HOST_RDMA, NOW))
        .finding(finding("engine-not-present", Severity.WARNING))
        .finding(finding("payload-corrupt", Severity.CRITICAL));

    shouldBeDown("payload-corrupt: Something is wrong.");
  }

  @Test
  void shouldSayThatBytesAreWrongRatherThanThatNothingWasMeasured() {
    node.finding(finding("payload-corrupt", Severity.CRITICAL));

    shouldBeDown("payload-corrupt: Something is wrong.");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CRITICAL")
  void shouldStayUpOnAFindingThatIsNotCritical(Severity severity) {
    node.run(Runs.verified(Runs.READ, PathClass.HOST_RDMA, NOW))
        .finding(finding("state-not-saved", severity));

    shouldBeUp("measured host-rdma, expected nothing in particular");
  }

  @Test
  void shouldTellInDetailWhatItRestsOn() {
    node.expecting(ExpectedPath.RDMA)
        .engine(Engine.UCX, new ProbeResult.Observed<>("1.22"))
        .engine(Engine.LIBFABRIC, new ProbeResult.NotPresent<>("no libfabric.so.1", "install"))
        .run(Runs.verified(Runs.READ, PathClass.HOST_RDMA, STALE))
        .run(Runs.unsuccessful(Runs.READ, TransferResult.TIMED_OUT, NOW, "no answer in 2 s"))
        .run(Runs.verified(Runs.WRITE, PathClass.HOST_RDMA, NOW))
        .run(Runs.verified(Runs.key(Intent.LOCAL, Operation.READ), PathClass.LOCAL, NOW));

    assertThat(FabricHealth.judge(node.build(), NOW).details())
        .containsExactly(
            Map.entry("expected", "rdma (configuration)"),
            Map.entry("transfers", "on"),
            Map.entry(
                "loopback ucx default read host llama",
                "host-rdma by own-sockets at 2.10 GB/s, 2026-03-01T11:56:59.999Z, stale;"
                    + " latest run timed_out: no answer in 2 s"),
            Map.entry(
                "loopback ucx default write host llama",
                "host-rdma by own-sockets at 2.10 GB/s, 2026-03-01T12:00:00Z"),
            Map.entry("engine ucx", "observed"),
            Map.entry("engine libfabric", "not_present: no libfabric.so.1"));
  }

  @Test
  void shouldTellInDetailWhatWasNeverVerified() {
    node.run(Runs.skipped(Runs.READ, SkipReason.NOT_PRESENT, NOW));

    assertThat(FabricHealth.judge(node.build(), NOW).details())
        .containsExactly(
            Map.entry("expected", "nothing"),
            Map.entry("transfers", "on"),
            Map.entry(
                "loopback ucx default read host llama",
                "never verified; latest run skipped: skipped in a test"));
  }

  @Test
  void shouldNotChangeWithTheDetailsItWasMadeOf() {
    Map<String, String> details = new LinkedHashMap<>();
    FabricHealth health = new FabricHealth(true, "measured", details);

    details.put("added", "later");

    assertThat(health.details()).isEmpty();
  }

  @Test
  void shouldNotBeDownSinceTransfersAreTurnedOffAndSayThatNobodyMeasures() {
    node.expecting(ExpectedPath.RDMA)
        .run(Runs.verified(Runs.READ, PathClass.TCP, NOW))
        .turnedOff(Source.ANNOTATION);

    shouldBeUp(
        "not measured: transfers are turned off by the node's annotation kvlane.io/transfers, since "
            + NOW);
    assertThat(FabricHealth.judge(node.build(), NOW).details())
        .hasEntrySatisfying("transfers", text -> assertThat(text).startsWith("turned off by"))
        .hasEntrySatisfying(Runs.READ.text(), text -> assertThat(text).endsWith(", stale"));
  }

  @Test
  void shouldBeDownOnWhatNeedsNoTransferWhileTheyAreTurnedOff() {
    node.finding(finding("rdma-port-down", Severity.CRITICAL)).turnedOff(Source.CONFIGURATION);

    shouldBeDown("rdma-port-down: Something is wrong.");
  }

  private void shouldBeUp(String reason) {
    assertThat(FabricHealth.judge(node.build(), NOW))
        .returns(true, FabricHealth::up)
        .returns(reason, FabricHealth::reason);
  }

  private void shouldBeDown(String reason) {
    assertThat(FabricHealth.judge(node.build(), NOW))
        .returns(false, FabricHealth::up)
        .returns(reason, FabricHealth::reason);
  }

  private static Finding finding(String rule, Severity severity) {
    return new Finding(rule, severity, "subject", "Something is wrong.", List.of("seen"), "fix it");
  }
}
