package io.kvlane.probes.process;

import io.kvlane.core.path.Lane;
import io.kvlane.core.path.UcxTransports;
import io.kvlane.core.transfer.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the tables that UCX 1.16 and later write under {@code UCX_PROTO_INFO=y}: which protocol it
 * selected for an operation, by message size, and over which transports. For example:
 *
 * <pre>
 * | remote memory read by ucp_get*(multi) into host memory from host |
 * | 0..inf | software emulation | tcp/lo                             |
 * </pre>
 *
 * <p>UCX selects once for single and once for several operations; both tables count.
 */
final class ProtocolTable {

  private static final Pattern TITLE = Pattern.compile("\\| .*\\b(ucp_get|ucp_put)\\*.*\\|");

  private static final Pattern ROW =
      Pattern.compile("\\| +(\\d+)([KMG]?)(?:\\.\\.(\\d+|inf)([KMG]?))? +\\|([^|]*)\\|([^|]*)\\|");

  private static final Pattern RESOURCE = Pattern.compile("\\b([a-z][a-z0-9_]*)/([\\w.:-]+)");

  private ProtocolTable() {}

  /**
   * What UCX says it uses for an operation.
   *
   * @param output what UCX wrote, oldest first
   * @param bytes size of the operation
   * @return empty when there is no table of the operation with a row of that size
   */
  static Optional<List<Lane>> selected(List<String> output, Operation operation, int bytes) {
    String function = operation == Operation.READ ? "ucp_get" : "ucp_put";
    List<Lane> selected = new ArrayList<>();
    boolean inTable = false;
    for (String line : output) {
      Matcher title = TITLE.matcher(line);
      Matcher row = ROW.matcher(line);
      if (title.find()) {
        inTable = title.group(1).equals(function);
      } else if (inTable && row.find() && covers(row, bytes)) {
        addResources(selected, row.group(6), !row.group(5).contains("software emulation"));
      }
    }
    return selected.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(selected));
  }

  private static void addResources(List<Lane> selected, String config, boolean hardware) {
    Matcher resource = RESOURCE.matcher(config);
    while (resource.find()) {
      Lane lane = new Lane(resource.group(), UcxTransports.family(resource.group(1)), hardware);
      if (!selected.contains(lane)) {
        selected.add(lane);
      }
    }
  }

  private static boolean covers(Matcher row, int bytes) {
    long from = size(row.group(1), row.group(2));
    String to = row.group(3);
    if (to == null) {
      return bytes == from;
    }
    return bytes >= from && (to.equals("inf") || bytes <= size(to, row.group(4)));
  }

  private static long size(String number, String unit) {
    long factor =
        switch (unit) {
          case "K" -> 1L << 10;
          case "M" -> 1L << 20;
          case "G" -> 1L << 30;
          default -> 1;
        };
    return Long.parseLong(number) * factor;
  }
}
