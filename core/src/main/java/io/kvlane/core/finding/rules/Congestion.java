package io.kvlane.core.finding.rules;

import io.kvlane.core.rdma.CounterWindow;
import io.kvlane.core.rdma.PortId;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Signs that a port's network is crowded: it is slowed down, slows others down, or is stopped. */
final class Congestion {

  /**
   * A NIC sends a notification at most once in about 50 µs for each flow: a thousand a second is a
   * flow that is slowed down in each twentieth of that time.
   */
  static final double NOTIFICATIONS_PER_SECOND = 1000;

  /**
   * A pause frame stops a priority for up to 65535 times 512 bits (IEEE 802.1Qbb), 84 µs at 400
   * Gb/s: at a thousand a second the priority stands still for up to a twelfth of the time.
   */
  static final double PAUSES_PER_SECOND = 1000;

  /** Switches mark packets when their queues grow; marking one of a hundred holds flows back. */
  static final double MOST_MARKED = 0.01;

  /**
   * Ticks in which a port had data and no credit to send it. The length of a tick is the vendor's,
   * so they are compared with the words of 4 bytes that went out meanwhile: as many ticks as words
   * mean that the port waits for a good part of the time.
   */
  static final double MOST_TICKS_PER_WORD = 1;

  /** Below that a port waits, but for no noticeable part of a second. */
  static final double TICKS_PER_SECOND = 1_000_000;

  private static final List<String> NOTIFICATIONS = List.of("np_cnp_sent", "rp_cnp_handled");

  /** Priorities of Ethernet (IEEE 802.1Qbb). */
  private static final List<String> PAUSES =
      IntStream.range(0, 8)
          .mapToObj(priority ->
              Stream.of(
                  "rx_prio%d_pause".formatted(priority), "tx_prio%d_pause".formatted(priority)))
          .flatMap(names -> names)
          .toList();

  private static final String MARKED = "np_ecn_marked_roce_packets";
  private static final String RECEIVED_PACKETS = "port_rcv_packets";
  private static final String WAITED = "port_xmit_wait";
  private static final String SENT_WORDS = "port_xmit_data";

  private final CounterWindow window;
  private final PortId port;

  Congestion(CounterWindow window, PortId port) {
    this.window = window;
    this.port = port;
  }

  /** The signs, one line each. */
  List<String> signs() {
    return Stream.of(
            faster(NOTIFICATIONS, NOTIFICATIONS_PER_SECOND),
            faster(PAUSES, PAUSES_PER_SECOND),
            marked(),
            waited())
        .flatMap(signs -> signs)
        .toList();
  }

  private Stream<String> faster(List<String> counters, double mostPerSecond) {
    return window.rises(port, counters).entrySet().stream()
        .filter(rise -> window.perSecond(rise.getValue()) > mostPerSecond)
        .map(rise -> text(rise.getKey(), rise.getValue()));
  }

  private Stream<String> marked() {
    SortedMap<String, Long> rises = window.rises(port, List.of(MARKED, RECEIVED_PACKETS));
    long received = rises.getOrDefault(RECEIVED_PACKETS, 0L);
    long marked = rises.getOrDefault(MARKED, 0L);
    return received > 0
            && marked > MOST_MARKED * received
            && window.perSecond(marked) > NOTIFICATIONS_PER_SECOND
        ? Stream.of(
            String.format(
                Locale.ROOT,
                "%s, %.1f %% of the packets received",
                text(MARKED, marked),
                100.0 * marked / received))
        : Stream.empty();
  }

  private Stream<String> waited() {
    SortedMap<String, Long> rises = window.rises(port, List.of(WAITED, SENT_WORDS));
    long ticks = rises.getOrDefault(WAITED, 0L);
    long words = rises.getOrDefault(SENT_WORDS, 0L);
    return ticks > MOST_TICKS_PER_WORD * words && window.perSecond(ticks) > TICKS_PER_SECOND
        ? Stream.of("%s, while %d words of 4 bytes were sent".formatted(text(WAITED, ticks), words))
        : Stream.empty();
  }

  private String text(String counter, long rise) {
    return String.format(
        Locale.ROOT,
        "%s rose by %d in %d s, %.0f a second",
        counter,
        rise,
        window.length().toSeconds(),
        window.perSecond(rise));
  }
}
