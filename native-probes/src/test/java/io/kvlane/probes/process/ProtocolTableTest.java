package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.Lane;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTableTest {

  /** Written by UCX 1.22 with UCX_TLS=tcp. */
  private static final List<String> TCP =
      """
      [1795448710.463184] [vm:29767:0]   +--------+-------------+-----------------------------------+
      [1795448710.463184] [vm:29767:0]   | perftest intra-node cfg#0                                |
      [1795448710.463184] [vm:29767:0]   | remote memory write by ucp_put* from host memory to host |
      [1795448710.463184] [vm:29767:0]   +--------+-------------+-----------------------------------+
      [1795448710.463184] [vm:29767:0]   | Range  | Description |              Config               |
      [1795448710.463184] [vm:29767:0]   +--------+-------------+-----------------------------------+
      [1795448710.463184] [vm:29767:0]   | 0..inf | zero-copy   | tcp/lo                            |
      [1795448710.463184] [vm:29767:0]   +--------+-------------+-----------------------------------+
      [1795448710.557271] [vm:29767:0]   +--------+--------------------+----------------------------+
      [1795448710.557271] [vm:29767:0]   | perftest intra-node cfg#0                                |
      [1795448710.557271] [vm:29767:0]   | remote memory read by ucp_get*(multi) into host memory   |
      [1795448710.557271] [vm:29767:0]   +--------+--------------------+----------------------------+
      [1795448710.557271] [vm:29767:0]   | Range  |    Description     |           Config           |
      [1795448710.557271] [vm:29767:0]   +--------+--------------------+----------------------------+
      [1795448710.557271] [vm:29767:0]   | 0..inf | software emulation | tcp/lo                     |
      [1795448710.557271] [vm:29767:0]   +--------+--------------------+----------------------------+
      """
          .lines()
          .toList();

  /** In the same form, with ranges and two rails, as UCX documents it for InfiniBand. */
  private static final List<String> RAILS =
      """
      | worker inter-node cfg#1                                                                 |
      | remote memory read by ucp_get*(multi) into host memory from host                        |
      |    0..4K | copy-out  | rc_mlx5/mlx5_0:1                                                 |
      | 4097..inf | zero-copy | 50% on rc_mlx5/mlx5_0:1 and 50% on rc_mlx5/mlx5_1:1             |
      """
          .lines()
          .toList();

  /** Written by UCX 1.22 with CUDA and UCX_TLS=tcp,cuda_copy, over GPUs of our own. */
  private static final List<String> CUDA =
      """
      [1795850219.674051] [vm:7724 :0]   | remote memory write by ucp_put* from host memory to cuda |
      [1795850219.674051] [vm:7724 :0]   | 0..inf | zero-copy          | tcp/lo                     |
      [1795850219.675803] [vm:7724 :0]   | remote memory write by ucp_put* from cuda/GPU0 to cuda |
      [1795850219.675803] [vm:7724 :0]   | Range  |    Description     |          Config          |
      [1795850219.675803] [vm:7724 :0]   | 0..inf | software emulation | tcp/lo                   |
      [1795850219.678288] [vm:7724 :0]   | remote memory read by ucp_get* into cuda/GPU0 from cuda |
      [1795850219.678288] [vm:7724 :0]   | Range  |    Description     |          Config           |
      [1795850219.678288] [vm:7724 :0]   | 0..inf | software emulation | tcp/lo                    |
      """
          .lines()
          .toList();

  /** In the same form, as UCX documents it for InfiniBand with GPUDirect and without. */
  private static final List<String> GPUDIRECT =
      """
      | remote memory read by ucp_get*(multi) into cuda/GPU0 from cuda                           |
      |     0..inf | zero-copy | rc_mlx5/mlx5_0:1                                                |
      | remote memory write by ucp_put*(multi) from cuda/GPU0 to cuda                            |
      |     0..4K  | copy-in   | rc_mlx5/mlx5_0:1, cuda_copy/cuda                                |
      | 4097..inf  | zero-copy | rc_mlx5/mlx5_0:1                                                |
      """
          .lines()
          .toList();

  @Test
  void shouldSayWhetherTheMemoryOfGpusIsCopied() {
    assertThat(ProtocolTable.zeroCopy(CUDA, Operation.READ, true, 32_768)).hasValue(false);
    assertThat(ProtocolTable.zeroCopy(CUDA, Operation.WRITE, true, 32_768)).hasValue(false);
    assertThat(ProtocolTable.zeroCopy(GPUDIRECT, Operation.READ, true, 4096)).hasValue(true);
    assertThat(ProtocolTable.zeroCopy(GPUDIRECT, Operation.WRITE, true, 4096)).hasValue(false);
    assertThat(ProtocolTable.zeroCopy(GPUDIRECT, Operation.WRITE, true, 4097)).hasValue(true);
  }

  /** Written by UCX 1.22 with CUDA, inside a node, over GPUs of our own. */
  @Test
  void shouldTellTheTableOfGpuMemoryFromTheOneOfHostMemory() {
    List<String> ipc =
        List.of(
            "| remote memory write by ucp_put* from host memory to cuda/dev[0] |",
            "| 0..inf | software emulation | tcp/lo                            |",
            "| remote memory write by ucp_put* from cuda/GPU0 to cuda/dev[0] |",
            "| 0..inf | zero-copy   | cuda_ipc/cuda                          |");

    assertThat(ProtocolTable.selected(ipc, Operation.WRITE, true, 4096))
        .hasValue(List.of(new Lane("cuda_ipc/cuda", Transport.CUDA_IPC, true)));
    assertThat(ProtocolTable.selected(ipc, Operation.WRITE, false, 4096))
        .hasValue(List.of(new Lane("tcp/lo", Transport.TCP, false)));
  }

  @Test
  void shouldNotTakeATableOfHostMemoryForOneOfGpus() {
    assertThat(ProtocolTable.zeroCopy(RAILS, Operation.READ, true, 8192)).isEmpty();
    assertThat(ProtocolTable.zeroCopy(TCP, Operation.WRITE, true, 8192)).isEmpty();
  }

  @Test
  void shouldNotTakeACopyWithinAProcessForATransport() {
    assertThat(ProtocolTable.selected(GPUDIRECT, Operation.WRITE, true, 4096))
        .hasValue(List.of(new Lane("rc_mlx5/mlx5_0:1", Transport.INFINIBAND, true)));
  }

  @Test
  void shouldNameWhatUcxSelectedForTheOperation() {
    assertThat(ProtocolTable.selected(TCP, Operation.READ, false, 32_768))
        .hasValue(List.of(new Lane("tcp/lo", Transport.TCP, false)));
    assertThat(ProtocolTable.selected(TCP, Operation.WRITE, false, 32_768))
        .hasValue(List.of(new Lane("tcp/lo", Transport.TCP, true)));
  }

  @Test
  void shouldTakeOnlyTheRowOfTheSize() {
    Lane first = new Lane("rc_mlx5/mlx5_0:1", Transport.INFINIBAND, true);
    Lane second = new Lane("rc_mlx5/mlx5_1:1", Transport.INFINIBAND, true);
    assertThat(ProtocolTable.selected(RAILS, Operation.READ, false, 4096)).hasValue(List.of(first));
    assertThat(ProtocolTable.selected(RAILS, Operation.READ, false, 4097))
        .hasValue(List.of(first, second));
  }

  @Test
  void shouldSayNothingWithoutATableOfTheOperation() {
    assertThat(ProtocolTable.selected(RAILS, Operation.WRITE, false, 4096)).isEmpty();
    assertThat(
            ProtocolTable.selected(
                List.of("| 0..inf | zero-copy | tcp/lo |"), Operation.READ, false, 1))
        .isEmpty();
    assertThat(ProtocolTable.selected(List.of(), Operation.READ, false, 1)).isEmpty();
  }
}
