package io.kvlane.agent.state;

import io.kvlane.core.rdma.KnownDevice;
import io.kvlane.core.rdma.KnownDevices;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The RDMA devices that this node has shown, on disk beside the learned expectation. Threads as
 * with {@link StateFile}.
 */
public final class DeviceStore {

  private final StateFile<Content> file;

  /**
   * The store of a machine.
   *
   * @param machineId identity of this machine, empty when it has none
   */
  public DeviceStore(StateDirectory directory, Optional<String> machineId) {
    this.file = new StateFile<>(directory, "rdma-devices.json", machineId, Content.class);
  }

  /** The file's content. */
  record Content(int version, String machineId, List<Device> devices) implements StateFile.Saved {

    KnownDevices known() {
      return new KnownDevices(devices.stream().map(Device::known).toList());
    }
  }

  /** A device; its GUID is empty when it has none. */
  record Device(String name, String nodeGuid, List<Integer> activePorts, String since) {

    static Device of(KnownDevice device) {
      return new Device(
          device.name(),
          device.nodeGuid().orElse(""),
          List.copyOf(device.activePorts()),
          device.since().toString());
    }

    KnownDevice known() {
      return new KnownDevice(
          name,
          Optional.of(nodeGuid).filter(guid -> !guid.isEmpty()),
          new TreeSet<>(activePorts),
          Instant.parse(since));
    }
  }

  /**
   * Reads what this machine has shown.
   *
   * @return empty when nothing was saved, or when the file is another machine's
   * @throws IOException when there is a file that cannot be understood; the message says what to do
   */
  public Optional<KnownDevices> load() throws IOException {
    return file.load(Content::known);
  }

  /** Replaces what was saved. */
  public void save(KnownDevices devices) throws IOException {
    file.save(
        new Content(
            StateFile.VERSION, file.machineId(), devices.all().stream().map(Device::of).toList()));
  }

  /**
   * Forgets.
   *
   * @return whether there was anything to forget
   */
  public boolean reset() throws IOException {
    return file.reset();
  }
}
