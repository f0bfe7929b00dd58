package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.ServingEngine;
import org.junit.jupiter.api.Test;

class SharedMemorySmallTest {

  private static final long GIB = 1L << 30;

  private final SharedMemorySmall rule = new SharedMemorySmall();

  private static Workers trtllm() {
    return Workers.decode().engine(ServingEngine.TRTLLM).tensorParallel(1);
  }

  @Test
  void shouldFireOnASmallVolume() {
    Judgement.Mistake mistake =
        Judged.by(rule, Workers.decode().sharedMemory(2 * GIB), Places.files()).mistake();

    assertThat(mistake.summary()).isEqualTo("The worker has less shared memory than vLLM needs.");
    assertThat(mistake.at().text()).isEqualTo("spec.volumes[0]");
    assertThat(mistake.evidence())
        .containsExactly("volume shm at /dev/shm: 2 GiB", "vLLM needs 16 GiB");
    Judged.by(rule, trtllm().sharedMemory(16 * GIB), Places.files()).mistake();
  }

  @Test
  void shouldFireOnWhatRuntimesAndOperatorsGive() {
    Workers without = Workers.decode().withoutSharedMemory();

    assertThat(Judged.by(rule, without, Places.files()).mistake().evidence())
        .contains("nothing is mounted at /dev/shm, so the runtime gives 64 MiB");
    assertThat(
            Judged.by(rule, without.object("DynamoGraphDeployment", "llama"), Places.files())
                .mistake()
                .evidence())
        .contains("no sharedMemory size, so Dynamo's operator gives 8 GiB");
  }

  @Test
  void shouldBeSilentWithEnough() {
    Judged.by(rule, Workers.decode(), Places.files()).shouldBeSilent();
    Judged.by(rule, trtllm().sharedMemory(80 * GIB), Places.files()).shouldBeSilent();
    Judged.by(rule, Workers.decode().withoutSharedMemory().hostPath("/dev/shm"), Places.files())
        .shouldBeSilent();
    Judged.by(rule, Workers.decode().withoutSharedMemory().hostIpc(), Places.files())
        .shouldBeSilent();
  }

  @Test
  void shouldConcernWorkersOfSeveralProcessesOnly() {
    Workers without = Workers.decode().withoutSharedMemory();

    Judged.by(rule, without.tensorParallel(1), Places.files()).shouldBeSilent();
    Judged.by(rule, without.tensorParallel(0), Places.files()).shouldBeSilent();
    Judged.by(rule, without.tensorParallel(2).engine(ServingEngine.SGLANG), Places.files())
        .shouldBeSilent();
    Judged.by(rule, without.withoutEngine(), Places.files()).shouldBeSilent();
  }
}
