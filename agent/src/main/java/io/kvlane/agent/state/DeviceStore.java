package io.kvlane.agent.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.core.rdma.KnownDevice;
import io.kvlane.core.rdma.KnownDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The RDMA devices that this node has shown, on disk beside the learned expectation, and like it
 * versioned and bound to the machine. Not safe for several threads; agent and command line may use
 * the same file.
 */
public final class DeviceStore {

  private static final int VERSION = 1;
  private static final String FILE = "rdma-devices.json";
  private static final String RESET = "run `kvlane expectation reset` to learn anew";

  /** A later version may have more fields; its number decides, not they. */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final StateDirectory directory;
  private final String machineId;

  /**
   * The store of a machine.
   *
   * @param machineId identity of this machine, empty when it has none
   */
  public DeviceStore(StateDirectory directory, Optional<String> machineId) {
    this.directory = directory;
    this.machineId = machineId.orElse("");
  }

  /** The file's content. */
  record Content(int version, String machineId, List<Device> devices) {}

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
    byte[] json;
    try {
      json = Files.readAllBytes(file());
    } catch (NoSuchFileException nothingSaved) {
      return Optional.empty();
    }
    try {
      Content content = JSON.readValue(json, Content.class);
      if (content.version() != VERSION) {
        throw new IOException(
            file() + " has version " + content.version() + ", not " + VERSION + ": " + RESET);
      }
      return content.machineId().equals(machineId)
          ? Optional.of(new KnownDevices(content.devices().stream().map(Device::known).toList()))
          : Optional.empty();
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(file() + " is damaged: " + RESET, e);
    }
  }

  /** Replaces what was saved. */
  public void save(KnownDevices devices) throws IOException {
    directory.replace(
        FILE,
        JSON.writeValueAsBytes(
            new Content(VERSION, machineId, devices.all().stream().map(Device::of).toList())));
  }

  /**
   * Forgets.
   *
   * @return whether there was anything to forget
   */
  public boolean reset() throws IOException {
    return Files.deleteIfExists(file());
  }

  private Path file() {
    return directory.path().resolve(FILE);
  }
}
