package io.kvlane.probes.ucx;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.Lane;
import io.kvlane.core.transfer.Transport;
import org.junit.jupiter.api.Test;

/** Texts as {@code ucp_ep_print_info} writes them. */
class UcxLanesTest {

  @Test
  void shouldReadALaneOverTcp() {
    assertThat(
            UcxLanes.parse(
                """
                #
                # UCP endpoint\s
                #
                #               peer: <no debug data>
                #                 lane[0]:  0:tcp/lo.0 md[0]                -> md[0]/tcp/sysdev[255] am am_bw#0 wireup
                #
                #
                #                  rma_bw: mds #
                """))
        .containsExactly(new Lane("tcp/lo", Transport.TCP, false));
  }

  @Test
  void shouldReadALaneOverSharedMemory() {
    assertThat(
            UcxLanes.parse(
                """
                #               peer: <no debug data>
                #                 lane[0]:  0:posix/memory.0 md[0]          -> md[0]/posix/sysdev[255] am am_bw#0
                #
                #                  put[0]: 0..<short>..4294967296..<bcopy>..(inf)
                #                  get[0]: 0..<bcopy>..(inf)
                #
                #                  rma_bw: mds #
                """))
        .containsExactly(new Lane("posix/memory", Transport.SHM, false));
  }

  @Test
  void shouldReadSeveralLanes() {
    assertThat(
            UcxLanes.parse(
                """
                #                 lane[0]:  0:self/memory0.0 md[0]          -> md[0]/self/sysdev[255] am am_bw#0
                #                 lane[1]:  1:sysv/memory.0 md[1]           -> md[1]/sysv/sysdev[255]
                #
                #                  put[0]: 0..<short>..4294967296..<bcopy>..(inf)
                #                  get[0]: 0..<bcopy>..(inf)
                #                  put[1]: 0..<short>..4294967296..<bcopy>..(inf)
                """))
        .containsExactly(
            new Lane("self/memory0", Transport.SHM, false),
            new Lane("sysv/memory", Transport.SHM, false));
  }

  @Test
  void shouldSeeWhichLanesAreForRemoteMemoryAccess() {
    assertThat(
            UcxLanes.parse(
                """
                #                 lane[0]:  7:sysv/memory.0 md[2]           -> md[2]/sysv/sysdev[255] am am_bw#0
                #                 lane[1]: 30:xpmem/memory.0 md[9]          -> md[9]/xpmem/sysdev[255] rkey_ptr
                #                 lane[2]: 11:rc_mlx5/mlx5_0:1.0 md[4]      -> md[4]/ib/sysdev[255] rma_bw#0
                #                 lane[3]: 11:rc_mlx5/mlx5_0:1.1 md[4]      -> md[4]/ib/sysdev[255] rma_bw#1
                #                 lane[4]: 26:rc_verbs/mlx5_4:1.0 md[7]     -> md[7]/ib/sysdev[255] rma#0 am am_bw#1 wireup
                """))
        .containsExactly(
            new Lane("sysv/memory", Transport.SHM, false),
            new Lane("xpmem/memory", Transport.SHM, false),
            new Lane("rc_mlx5/mlx5_0:1", Transport.INFINIBAND, true),
            new Lane("rc_mlx5/mlx5_0:1", Transport.INFINIBAND, true),
            new Lane("rc_verbs/mlx5_4:1", Transport.INFINIBAND, true));
  }

  @Test
  void shouldReadDevicesWithDotsAndDashes() {
    assertThat(
            UcxLanes.parse(
                """
                #                 lane[0]: 12:tcp/bond0.100.0 md[0]         -> md[0]/tcp/sysdev[255] am am_bw#0
                #                 lane[1]: 13:dc_mlx5/mlx5_bond_0:1.0 md[1]  -> md[4]/ib/sysdev[0] seg 4294967295 rma_bw#0
                """))
        .extracting(Lane::resource)
        .containsExactly("tcp/bond0.100", "dc_mlx5/mlx5_bond_0:1");
  }

  @Test
  void shouldSayOfAnUnknownTransportThatItIsUnknown() {
    assertThat(
            UcxLanes.parse(
                "#  lane[0]:  0:warp/drive0.0 md[0]  -> md[0]/warp/sysdev[255] rma_bw#0 am\n"))
        .containsExactly(new Lane("warp/drive0", Transport.UNKNOWN, true));
  }

  @Test
  void shouldFindNoLaneInOtherText() {
    assertThat(UcxLanes.parse("")).isEmpty();
    assertThat(UcxLanes.parse("# UCP endpoint\n#   lane[0]: cm rdmacm\n#  rma_bw: mds #\n"))
        .isEmpty();
  }

  @Test
  void shouldBoundTheNumberOfLanes() {
    String lane = "# lane[0]:  0:tcp/lo.0 md[0] -> md[0]/tcp/sysdev[255] am\n";

    assertThat(UcxLanes.parse(lane.repeat(1000))).hasSize(64);
  }
}
