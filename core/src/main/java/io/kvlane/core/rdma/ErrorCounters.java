package io.kvlane.core.rdma;

import java.util.List;

/**
 * Counters of a port that rise when something went wrong. Signs of congestion, such as {@code
 * port_xmit_wait} or {@code np_cnp_sent}, are not errors.
 */
public final class ErrorCounters {

  /** Documentation/ABI/stable/sysfs-class-infiniband. */
  private static final List<String> STANDARD =
      List.of(
          "symbol_error",
          "link_error_recovery",
          "link_downed",
          "port_rcv_errors",
          "port_rcv_remote_physical_errors",
          "port_rcv_constraint_errors",
          "port_xmit_discards",
          "port_xmit_constraint_errors",
          "local_link_integrity_errors",
          "excessive_buffer_overrun_errors",
          "VL15_dropped");

  /** {@code drivers/infiniband/hw/mlx5/counters.c}. */
  private static final List<String> MLX5 =
      List.of(
          "duplicate_request",
          "implied_nak_seq_err",
          "local_ack_timeout_err",
          "out_of_buffer",
          "out_of_sequence",
          "packet_seq_err",
          "req_cqe_error",
          "req_remote_access_errors",
          "req_transport_retries_exceeded",
          "resp_cqe_error",
          "resp_local_length_error",
          "resp_remote_access_errors",
          "rnr_nak_retry_err",
          "roce_adp_retrans",
          "rx_icrc_encapsulated");

  /** {@code drivers/infiniband/hw/efa/efa_verbs.c}. */
  private static final List<String> EFA =
      List.of(
          "impaired_remote_conn_events",
          "rdma_read_wr_err",
          "rdma_write_wr_err",
          "retrans_timeout_events",
          "rx_drops",
          "unresponsive_remote_events");

  /** {@code drivers/infiniband/sw/rxe/rxe_hw_counters.c}; two are mlx5's as well. */
  private static final List<String> RXE =
      List.of(
          "completer_retry_err",
          "out_of_seq_request",
          "rcvd_rnr_err",
          "rcvd_seq_err",
          "retry_exceeded_err",
          "retry_rnr_exceeded_err",
          "send_err",
          "send_rnr_err");

  /** All of them, each once. */
  public static final List<String> NAMES =
      List.of(STANDARD, MLX5, EFA, RXE).stream().flatMap(List::stream).distinct().toList();

  private ErrorCounters() {}
}
