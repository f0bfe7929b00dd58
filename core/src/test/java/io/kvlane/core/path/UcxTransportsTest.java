package io.kvlane.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.transfer.Transport;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UcxTransportsTest {

  @ParameterizedTest
  @CsvSource({
    "tcp, tcp",
    "rc_mlx5, infiniband",
    "rc_verbs, infiniband",
    "dc_mlx5, infiniband",
    "ud_verbs, infiniband",
    "gga_mlx5, infiniband",
    "srd, infiniband",
    "srd_verbs, infiniband",
    "ib, infiniband",
    "rc, infiniband",
    "dc, infiniband",
    "ud, infiniband",
    "gga, infiniband",
    "rc_x, infiniband",
    "rc_v, infiniband",
    "dc_x, infiniband",
    "ud_x, infiniband",
    "ud_v, infiniband",
    "self, shm",
    "posix, shm",
    "sysv, shm",
    "xpmem, shm",
    "cma, shm",
    "knem, shm",
    "sm, shm",
    "shm, shm",
    "mm, shm",
    "cuda_ipc, cuda_ipc",
    "cuda, cuda_ipc",
    "cuda_copy, unknown",
    "rocm_ipc, unknown",
    "rcx, unknown",
    "TCP, unknown",
  })
  void shouldKnowTheFamilyOfATransport(String name, String family) {
    assertThat(UcxTransports.family(name).label()).isEqualTo(family);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all                  | ^sm,self,cuda_ipc
          ^tcp                 | ^tcp,sm,self,cuda_ipc
          ^sm,ud               | ^sm,ud,self,cuda_ipc
          rc,sm,self,tcp       | rc,tcp
          rc, posix , cma,mm   | rc
          rc,cuda_ipc          | rc
          rc,cuda              | rc,cuda_copy,gdr_copy
          rc,cuda_copy         | rc,cuda_copy
          \\rc_mlx5,\\posix    | \\rc_mlx5
          sm,self              | ''
          """)
  void shouldLeaveOutWhatStaysInsideTheNode(String transports, String between) {
    assertThat(UcxTransports.withoutIntraNode(transports)).isEqualTo(between);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all                    | infiniband tcp shm cuda_ipc
          ^tcp                   | infiniband shm cuda_ipc
          ^ib                    | tcp shm cuda_ipc
          ^cuda_ipc              | infiniband tcp shm
          ^sm,self               | infiniband tcp cuda_ipc
          ^shm,self              | infiniband tcp cuda_ipc
          ^sm                    | infiniband tcp shm cuda_ipc
          ^self                  | infiniband tcp shm cuda_ipc
          ^sm,self,cuda_ipc      | infiniband tcp
          ^rc                    | infiniband tcp shm cuda_ipc
          rc                     | infiniband
          \\rc_mlx5              | infiniband
          rc,tcp                 | infiniband tcp
          rc, ,sm                | infiniband shm
          rc,cuda_copy,gdr_copy  | infiniband
          rc,cuda                | infiniband cuda_ipc
          rc,tcp:aux             | infiniband
          rc,rocm_ipc            | infiniband unknown
          rc,new_in_ucx_2        | infiniband unknown
          tcp                    | tcp
          """)
  void shouldAllowNeverTooFewFamilies(String transports, String families) {
    assertThat(
            UcxTransports.allowedBy(transports).stream()
                .map(Transport::label)
                .collect(Collectors.joining(" ")))
        .isEqualTo(families);
  }
}
