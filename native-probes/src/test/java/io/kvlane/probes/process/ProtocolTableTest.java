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

  @Test
  void shouldNameWhatUcxSelectedForTheOperation() {
    assertThat(ProtocolTable.selected(TCP, Operation.READ, 32_768))
        .hasValue(List.of(new Lane("tcp/lo", Transport.TCP, false)));
    assertThat(ProtocolTable.selected(TCP, Operation.WRITE, 32_768))
        .hasValue(List.of(new Lane("tcp/lo", Transport.TCP, true)));
  }

  @Test
  void shouldTakeOnlyTheRowOfTheSize() {
    Lane first = new Lane("rc_mlx5/mlx5_0:1", Transport.INFINIBAND, true);
    Lane second = new Lane("rc_mlx5/mlx5_1:1", Transport.INFINIBAND, true);
    assertThat(ProtocolTable.selected(RAILS, Operation.READ, 4096)).hasValue(List.of(first));
    assertThat(ProtocolTable.selected(RAILS, Operation.READ, 4097))
        .hasValue(List.of(first, second));
  }

  @Test
  void shouldSayNothingWithoutATableOfTheOperation() {
    assertThat(ProtocolTable.selected(RAILS, Operation.WRITE, 4096)).isEmpty();
    assertThat(
            ProtocolTable.selected(List.of("| 0..inf | zero-copy | tcp/lo |"), Operation.READ, 1))
        .isEmpty();
    assertThat(ProtocolTable.selected(List.of(), Operation.READ, 1)).isEmpty();
  }
}
