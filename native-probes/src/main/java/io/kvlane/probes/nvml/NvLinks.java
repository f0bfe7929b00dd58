package io.kvlane.probes.nvml;

import io.kvlane.probes.libc.NativeStruct;
import java.util.OptionalInt;

/**
 * The NVLinks of a GPU.
 *
 * @param active how many are up
 * @param all how many there are; both are empty for a model without and when one cannot be read
 */
record NvLinks(OptionalInt active, OptionalInt all) {

  private static final NvLinks NONE = new NvLinks(OptionalInt.empty(), OptionalInt.empty());

  /**
   * Asks for each link that there could be: nothing tells how many there are, and a link that the
   * GPU does not have is an invalid argument, or not supported.
   */
  static NvLinks of(LibNvmlQueries nvml, NvmlDevice device) {
    int active = 0;
    int all = 0;
    for (int link = 0; link < NvmlLayout.MOST_NVLINKS; link++) {
      int number = link;
      NativeStruct state = new NativeStruct(Integer.BYTES);
      int status =
          device.ask(
              "nvmlDeviceGetNvLinkState",
              (gpu, out) -> nvml.nvmlDeviceGetNvLinkState(gpu, number, out),
              state);
      switch (status) {
        case NvmlLayout.SUCCESS -> {
          all++;
          active += state.getInt(0) == NvmlLayout.NVLINK_ENABLED ? 1 : 0;
        }
        case NvmlLayout.INVALID_ARGUMENT, NvmlLayout.NOT_SUPPORTED -> {
          // Not a link of this GPU.
        }
        default -> {
          return NONE;
        }
      }
    }
    return all == 0 ? NONE : new NvLinks(OptionalInt.of(active), OptionalInt.of(all));
  }
}
