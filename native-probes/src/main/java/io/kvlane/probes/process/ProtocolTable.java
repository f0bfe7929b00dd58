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

  private static final String INTO_CUDA = " into cuda";
  private static final String FROM_CUDA = " from cuda";
  private static final String EMULATION = "software emulation";
  private static final String ZERO_COPY = "zero-copy";

  private ProtocolTable() {}

  /**
   * A row of a table.
   *
   * @param protocol what it says of the protocol, such as {@code zero-copy}
   * @param config over which resources
   */
  private record Row(String protocol, String config) {}

  /**
   * What UCX says it uses for an operation.
   *
   * @param output what UCX wrote, oldest first
   * @param gpu whether UCX has a GPU's memory at this end: operations with it have tables of their
   *     own
   * @param bytes size of the operation
   * @return empty when there is no table of the operation with a row of that size
   */
  static Optional<List<Lane>> selected(
      List<String> output, Operation operation, boolean gpu, int bytes) {
    List<Lane> selected = new ArrayList<>();
    for (Row row : rows(output, operation, gpu, bytes)) {
      addResources(selected, row.config(), !row.protocol().contains(EMULATION));
    }
    return selected.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(selected));
  }

  /**
   * Whether everything that UCX says it uses for an operation moves the memory without a copy.
   *
   * @return empty when there is no table of the operation with a row of that size
   */
  static Optional<Boolean> zeroCopy(
      List<String> output, Operation operation, boolean gpu, int bytes) {
    List<Row> rows = rows(output, operation, gpu, bytes);
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(rows.stream().allMatch(row -> row.protocol().contains(ZERO_COPY)));
  }

  private static List<Row> rows(List<String> output, Operation operation, boolean gpu, int bytes) {
    String memory = operation == Operation.READ ? INTO_CUDA : FROM_CUDA;
    String function = operation == Operation.READ ? "ucp_get" : "ucp_put";
    List<Row> rows = new ArrayList<>();
    boolean inTable = false;
    for (String line : output) {
      Matcher title = TITLE.matcher(line);
      Matcher row = ROW.matcher(line);
      if (title.find()) {
        inTable = title.group(1).equals(function) && line.contains(memory) == gpu;
      } else if (inTable && row.find() && covers(row, bytes)) {
        rows.add(new Row(row.group(5), row.group(6)));
      }
    }
    return rows;
  }

  private static void addResources(List<Lane> selected, String config, boolean hardware) {
    Matcher resource = RESOURCE.matcher(config);
    while (resource.find()) {
      if (UcxTransports.copiesOnly(resource.group(1))) {
        continue;
      }
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
