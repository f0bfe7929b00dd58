package io.kvlane.agent.node;

import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.TransferKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs that are bound to one RDMA port each. */
final class ForcedRuns {

  private ForcedRuns() {}

  /**
   * Leaves out the runs on devices that are gone, so that a vanished device's series go with it.
   *
   * @param seen the devices there are; where they could not be read nothing is left out
   */
  static Map<TransferKey, TransferHistory> onDevices(
      Map<TransferKey, TransferHistory> runs, ProbeResult<List<RdmaDevice>> seen) {
    List<String> names;
    switch (seen) {
      case ProbeResult.Observed<List<RdmaDevice>>(List<RdmaDevice> devices) ->
          names = devices.stream().map(RdmaDevice::name).toList();
      case ProbeResult.NotPresent<List<RdmaDevice>> _ -> names = List.of();
      default -> {
        return runs;
      }
    }
    Map<TransferKey, TransferHistory> left = new LinkedHashMap<>(runs);
    left.keySet().removeIf(key -> key.device().filter(port -> !isOn(port, names)).isPresent());
    return left.size() == runs.size() ? runs : left;
  }

  private static boolean isOn(String port, List<String> devices) {
    return devices.contains(port.substring(0, port.lastIndexOf(':')));
  }
}
