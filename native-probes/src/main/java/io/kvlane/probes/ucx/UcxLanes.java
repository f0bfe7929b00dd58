package io.kvlane.probes.ucx;

import static io.kvlane.probes.ucx.UcpLayout.*;

import io.kvlane.core.path.Lane;
import io.kvlane.core.path.UcxTransports;
import io.kvlane.probes.libc.LibC;
import io.kvlane.probes.libc.NativeStruct;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lanes of an endpoint: from {@code ucp_ep_query} where UCX fills them in (1.14 and later),
 * else from the text of {@code ucp_ep_print_info}. A hint at what the endpoint could use, never
 * proof of what it used.
 */
final class UcxLanes {

  private static final int MOST_LANES = 64;
  private static final int TEXT_BYTES = 16 * 1024;

  /** For example {@code lane[0]: 0:tcp/lo.0 md[0] -> md[0]/tcp/sysdev[255] am am_bw#0 wireup}. */
  private static final Pattern LANE =
      Pattern.compile("lane\\[\\d+]:\\s+\\d+:(\\S+?)/(\\S+?)(?:\\.\\d+)? md\\[\\d+]\\s+->(.*)");

  private static final Pattern REMOTE_MEMORY_ACCESS = Pattern.compile("\\brma(_bw)?#\\d");

  private UcxLanes() {}

  static List<Lane> of(UcxLibrary library, long endpoint) throws UcxException {
    return library.version().reportsTransports()
        ? queried(library, endpoint)
        : parse(printed(library, endpoint));
  }

  private static List<Lane> queried(UcxLibrary library, long endpoint) throws UcxException {
    NativeStruct entries = new NativeStruct(MOST_LANES * TRANSPORT_ENTRY_BYTES);
    NativeStruct attributes =
        new NativeStruct(STRUCT_BYTES)
            .putLong(EP_ATTR_FIELD_MASK, EP_ATTR_FIELD_TRANSPORTS)
            .putLong(EP_ATTR_TRANSPORTS_ENTRIES, entries.address())
            .putLong(EP_ATTR_TRANSPORTS_NUM_ENTRIES, MOST_LANES)
            .putLong(EP_ATTR_TRANSPORTS_ENTRY_SIZE, TRANSPORT_ENTRY_BYTES);
    library.check("ucp_ep_query", library.query().ucp_ep_query(endpoint, attributes.address()));
    List<Lane> lanes = new ArrayList<>();
    long filled = Math.min(MOST_LANES, attributes.getLong(EP_ATTR_TRANSPORTS_NUM_ENTRIES));
    for (int i = 0; i < filled; i++) {
      int entry = i * TRANSPORT_ENTRY_BYTES;
      String transport =
          NativeStruct.textAt(entries.getLong(entry + TRANSPORT_ENTRY_TRANSPORT_NAME));
      String device = NativeStruct.textAt(entries.getLong(entry + TRANSPORT_ENTRY_DEVICE_NAME));
      if (!UcxTransports.copiesOnly(transport)) {
        lanes.add(new Lane(transport + "/" + device, UcxTransports.family(transport), false));
      }
    }
    return lanes;
  }

  private static String printed(UcxLibrary library, long endpoint) {
    NativeStruct text = new NativeStruct(TEXT_BYTES);
    long stream = LibC.INSTANCE.fmemopen(text.address(), TEXT_BYTES, "w");
    if (stream == 0) {
      return "";
    }
    library.ucp().ucp_ep_print_info(endpoint, stream);
    LibC.INSTANCE.fclose(stream);
    return text.text();
  }

  /** Reads the lanes out of what {@code ucp_ep_print_info} writes. */
  static List<Lane> parse(String printed) {
    List<Lane> lanes = new ArrayList<>();
    Matcher lane = LANE.matcher(printed);
    while (lane.find() && lanes.size() < MOST_LANES) {
      if (!UcxTransports.copiesOnly(lane.group(1))) {
        lanes.add(
            new Lane(
                lane.group(1) + "/" + lane.group(2),
                UcxTransports.family(lane.group(1)),
                REMOTE_MEMORY_ACCESS.matcher(lane.group(3)).find()));
      }
    }
    return lanes;
  }
}
