package io.kvlane.agent.page;

import io.kvlane.agent.http.RdmaViews.DeviceView;
import io.kvlane.agent.http.RdmaViews.PortView;
import io.kvlane.agent.http.RdmaViews.RdmaView;
import io.kvlane.core.rdma.LinkRate;
import java.util.ArrayList;
import java.util.List;

/** RDMA devices and their ports. */
final class DevicesPart {

  private static final int MOST_BYTES = 16_000;
  private static final int MOST_LINES = 10;

  private DevicesPart() {}

  /** A port, or a device without one, or one that is gone. */
  private record Row(String name, DeviceView device, List<PortView> port) {}

  static Html of(Facts facts) {
    RdmaView rdma = facts.node().rdma();
    Html part = new Html();
    if (!rdma.lost().isEmpty()) {
      part.open("p", "class", "lead")
          .add(Marks.bad("lost"))
          .text(" " + String.join(", ", rdma.lost()) + ": seen before, and gone from this node.")
          .close("p");
    }
    List<Row> rows = rdma.devices().stream().flatMap(device -> rows(device).stream()).toList();
    if (rows.isEmpty()) {
      String why =
          rdma.sysfs()
              .map(
                  look -> look.reason().map(Words::sentence).orElse("No RDMA device on this node."))
              .orElse("Not looked at yet.");
      return part.element("p", why, "class", "none");
    }
    int shown =
        Table.of(
            part,
            "RDMA ports",
            List.of("Port", "State", "Transport", "Rate", "Place", "In detail"),
            MOST_BYTES,
            rows,
            DevicesPart::row);
    Share.rest(part, rows.size() - shown, "ports", "/api/v1/node");
    return part;
  }

  private static List<Row> rows(DeviceView device) {
    return device.ports().isEmpty()
        ? List.of(new Row(device.name(), device, List.of()))
        : device.ports().stream()
            .map(port -> new Row(device.name() + ":" + port.port(), device, List.of(port)))
            .toList();
  }

  private static Html row(Row row) {
    Html html = new Html().open("tr", "data-key", "port-" + row.name()).add(Table.head(row.name()));
    if (row.port().isEmpty()) {
      html.add(Table.cell("no port")).add(Table.cell("")).add(Table.cell(""));
    }
    for (PortView port : row.port()) {
      html.add(Table.cell(state(port)))
          .add(Table.cell(port.transport()))
          .add(Table.number(port.rate().map(LinkRate::text).orElse("not known")));
    }
    return html.add(Table.cell(place(row.device())))
        .open("td", "class", "wide")
        .add(Table.details("port-" + row.name(), "Device", lines(row)))
        .close("td")
        .close("tr");
  }

  private static Html state(PortView port) {
    return port.state().equals("active")
        ? Marks.good("active")
        : Marks.bad(port.state() + " (" + port.physicalState() + ")");
  }

  private static String place(DeviceView device) {
    return device.pciAddress().orElse("not on PCI")
        + device.numaNode().map(node -> ", NUMA " + node).orElse("");
  }

  private static List<String> lines(Row row) {
    DeviceView device = row.device();
    List<String> lines = new ArrayList<>();
    device.hcaType().ifPresent(type -> lines.add("type " + type));
    device.firmware().ifPresent(firmware -> lines.add("firmware " + firmware));
    device.driver().ifPresent(driver -> lines.add("driver " + driver));
    lines.add(
        device
            .verbs()
            .map(verbs -> verbs.problem().orElse("libibverbs opens it; dma-buf " + verbs.dmabuf()))
            .orElse("not seen by libibverbs"));
    for (PortView port : row.port()) {
      port.gids().stream()
          .limit(MOST_LINES)
          .forEach(gid ->
              lines.add(
                  "GID %d %s %s %s"
                      .formatted(gid.index(), gid.address(), gid.type(), gid.netdev().orElse(""))));
      port.receivedBytes().ifPresent(bytes -> lines.add("received " + Words.size(bytes)));
      port.transmittedBytes().ifPresent(bytes -> lines.add("transmitted " + Words.size(bytes)));
      port.errors()
          .forEach((counter, count) -> {
            if (count > 0) {
              lines.add(counter + ": " + count);
            }
          });
    }
    return lines.stream().limit(2L * MOST_LINES).map(line -> Words.clip(line, 200)).toList();
  }
}
