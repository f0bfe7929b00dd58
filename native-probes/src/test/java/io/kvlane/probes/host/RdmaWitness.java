package io.kvlane.probes.host;

import static io.kvlane.probes.host.Witness.number;
import static io.kvlane.probes.host.Witness.text;

import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Holds what is said of RDMA devices against their files. */
final class RdmaWitness {

  private final Witness files;

  RdmaWitness(Witness files) {
    this.files = files;
  }

  void check(List<RdmaDevice> devices) {
    devices.forEach(this::device);
  }

  private void device(RdmaDevice device) {
    Path directory = files.root().resolve("sys/class/infiniband").resolve(device.name());
    device
        .identity()
        .firmware()
        .ifPresent(firmware -> files.check(firmware.equals(text(directory, "fw_ver")), device));
    device
        .place()
        .pciAddress()
        .ifPresent(at ->
            files.check(text(directory, "device/uevent").contains("PCI_SLOT_NAME=" + at), device));
    device
        .place()
        .numaNode()
        .ifPresent(node ->
            files.check(
                Integer.toString(node).equals(number(directory, "device/numa_node")), device));
    device
        .characterDevice()
        .ifPresent(file ->
            files.check(!file.exists() || files.isFile("dev/infiniband/" + file.name()), file));
    device.ports().forEach(port -> port(directory.resolve("ports/" + port.id().number()), port));
  }

  private void port(Path directory, RdmaPort port) {
    files.check(!port.link().isActive() || text(directory, "state").startsWith("4:"), port);
    port.link()
        .rate()
        .ifPresent(rate -> files.check(rate.text().equals(text(directory, "rate")), port));
    port.link()
        .lid()
        .ifPresent(
            lid -> files.check(("0x" + Integer.toHexString(lid)).equals(lid(directory)), port));
    port.gids()
        .forEach(
            gid -> files.check(gid.address().equals(text(directory, "gids/" + gid.index())), gid));
    counters(directory.resolve("counters"), port.counters().standard());
    counters(directory.resolve("hw_counters"), port.counters().hardware());
  }

  private static String lid(Path port) {
    return text(port, "lid").replaceFirst("^0x0+(?=.)", "0x");
  }

  private void counters(Path directory, Map<String, OptionalLong> counters) {
    counters.forEach((name, value) ->
        value.ifPresent(number ->
            files.check(
                Long.toString(number).equals(number(directory, name)), directory + " " + name)));
  }
}
