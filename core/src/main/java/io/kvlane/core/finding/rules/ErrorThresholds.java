package io.kvlane.core.finding.rules;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From which rate on an error counter says that something is wrong now. */
final class ErrorThresholds {

  /** The link was lost or set up anew, or a packet changed on its way: no event is harmless. */
  static final double NONE_PER_SECOND = 0;

  /**
   * Bits change even on a good link: the InfiniBand specification allows one of 10^12, for which
   * vendors accept about 120 symbol errors an hour.
   */
  static final double BIT_ERRORS_PER_SECOND = 120 / 3600.0;

  /**
   * Operations that had to wait for a timeout or were given up. A peer that is restarted causes one
   * or a few for each queue pair, a hundred together in five minutes; a bad path goes on.
   */
  static final double FAILED_OPERATIONS_PER_SECOND = 1;

  /**
   * Packets dropped, sent again or out of order. At 10 a second a port that sends a million packets
   * in that time loses one of 10^5, which costs RoCE a good part of its bandwidth.
   */
  static final double LOST_PACKETS_PER_SECOND = 10;

  private static final Map<String, Double> MOST_PER_SECOND =
      Stream.of(
              threshold(
                  NONE_PER_SECOND,
                  "link_downed",
                  "link_error_recovery",
                  "local_link_integrity_errors",
                  "excessive_buffer_overrun_errors",
                  "rx_icrc_encapsulated"),
              threshold(
                  BIT_ERRORS_PER_SECOND,
                  "symbol_error",
                  "port_rcv_errors",
                  "port_rcv_remote_physical_errors"),
              threshold(
                  FAILED_OPERATIONS_PER_SECOND,
                  "local_ack_timeout_err",
                  "port_rcv_constraint_errors",
                  "port_xmit_constraint_errors",
                  "port_xmit_discards",
                  "rdma_read_wr_err",
                  "rdma_write_wr_err",
                  "req_remote_access_errors",
                  "req_transport_retries_exceeded",
                  "resp_local_length_error",
                  "resp_remote_access_errors",
                  "retrans_timeout_events",
                  "retry_exceeded_err",
                  "retry_rnr_exceeded_err",
                  "send_err",
                  "impaired_remote_conn_events",
                  "unresponsive_remote_events"),
              threshold(
                  LOST_PACKETS_PER_SECOND,
                  "VL15_dropped",
                  "completer_retry_err",
                  "duplicate_request",
                  "implied_nak_seq_err",
                  "out_of_buffer",
                  "out_of_seq_request",
                  "out_of_sequence",
                  "packet_seq_err",
                  "rcvd_rnr_err",
                  "rcvd_seq_err",
                  "rnr_nak_retry_err",
                  "roce_adp_retrans",
                  "rx_drops",
                  "send_rnr_err"))
          .flatMap(thresholds -> thresholds.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private ErrorThresholds() {}

  /**
   * The highest rate of a counter at which nothing is wrong.
   *
   * @return empty for a counter that is not judged: {@code req_cqe_error} and {@code
   *     resp_cqe_error} rise whenever a queue pair with work is torn down
   */
  static OptionalDouble mostPerSecond(String counter) {
    Double most = MOST_PER_SECOND.get(counter);
    return most == null ? OptionalDouble.empty() : OptionalDouble.of(most);
  }

  private static Map<String, Double> threshold(double mostPerSecond, String... counters) {
    return Stream.of(counters).collect(Collectors.toMap(name -> name, name -> mostPerSecond));
  }
}
