package io.kvlane.core.finding.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.library.UcxComponents.Component;
import io.kvlane.core.library.UcxComponents.Domain;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UcxMemoryTest {

  private static final Component CUDA =
      new Component("cuda_cpy", List.of(domain("cuda", "cuda", Support.NO)));

  @Test
  void shouldKnowGpusByTheComponentThatCopies() {
    assertThat(UcxMemory.knowsCuda(ucx(CUDA))).isTrue();
    assertThat(UcxMemory.knowsCuda(ucx())).isFalse();
    assertThat(UcxMemory.knowsCuda(ucx(new Component("cuda_cpy", List.of())))).isFalse();
    assertThat(
            UcxMemory.knowsCuda(
                ucx(new Component("tcp", List.of(domain("tcp", "cuda", Support.NO))))))
        .isFalse();
  }

  private static Support registers(UcxComponents ucx) {
    return UcxMemory.registersCudaWithNic(ucx, Support.YES);
  }

  @Test
  void shouldRegisterWhereTheNicTakesCudaMemory() {
    UcxComponents ucx = ucx(ib(domain("mlx5_0", "cuda", Support.NO)));

    assertThat(UcxMemory.registersCudaWithNic(ucx, Support.NO)).isEqualTo(Support.YES);
  }

  @Test
  void shouldRegisterWhereTheNicTakesDmabufsThatTheGpuGivesOut() {
    Component ib = ib(domain("mlx5_0", "host", Support.YES));

    assertThat(registers(ucx(ib, CUDA))).isEqualTo(Support.YES);
    assertThat(registers(ucx(ib))).isEqualTo(Support.NO);
  }

  /** The component that copies registers GPU memory whether the driver exports it or not. */
  @Test
  void shouldNotRegisterDmabufsThatTheGpuDoesNotGiveOut() {
    UcxComponents ucx = ucx(ib(domain("mlx5_0", "host", Support.YES)), CUDA);

    assertThat(UcxMemory.registersCudaWithNic(ucx, Support.NO)).isEqualTo(Support.NO);
    assertThat(UcxMemory.registersCudaWithNic(ucx, Support.UNKNOWN)).isEqualTo(Support.UNKNOWN);
  }

  @Test
  void shouldNotRegisterBecauseTheComponentThatCopiesDoes() {
    assertThat(registers(ucx(ib(domain("mlx5_0", "host", Support.NO)), CUDA)))
        .isEqualTo(Support.NO);
  }

  @Test
  void shouldBeUnknownWhereTheVersionDoesNotSayOrNoNicWasOpened() {
    Domain silent = domain("mlx5_1", "host", Support.UNKNOWN);
    Domain closed =
        new Domain("mlx5_0", Optional.of("no access"), new TreeSet<>(), Support.UNKNOWN);

    assertThat(registers(ucx(ib(domain("mlx5_0", "host", Support.NO), silent), CUDA)))
        .isEqualTo(Support.UNKNOWN);
    assertThat(registers(ucx(CUDA))).isEqualTo(Support.UNKNOWN);
    assertThat(registers(ucx(ib(closed), CUDA))).isEqualTo(Support.UNKNOWN);
  }

  private static Component ib(Domain... domains) {
    return new Component("ib", List.of(domains));
  }

  private static Domain domain(String name, String registers, Support dmabuf) {
    return new Domain(name, Optional.empty(), new TreeSet<>(Set.of(registers)), dmabuf);
  }

  private static UcxComponents ucx(Component... components) {
    return new UcxComponents("1.19.0", List.of(components));
  }
}
