package io.kvlane.benchmarks.transfer;

import io.kvlane.core.profile.KvPreset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is compared with what, and what is aimed at. */
final class Matches {

  private static final double TOOL_AIM = 0.95;
  private static final double TWIN_AIM = 0.97;
  private static final List<Integer> BUFFER_BYTES = List.of(32 << 10, 1 << 20);
  private static final List<KvPreset> MODELS =
      List.of(KvPreset.LLAMA_3_1_8B, KvPreset.LLAMA_3_1_70B);

  private Matches() {}

  /** One reused buffer, against ucx_perftest. */
  static List<Match> withTool(Path perftest) {
    List<Match> matches = new ArrayList<>();
    for (int bytes : BUFFER_BYTES) {
      for (BufferMemory memory : BufferMemory.values()) {
        matches.add(withTool(perftest, Transport.POSIX, memory, bytes));
      }
    }
    for (int bytes : BUFFER_BYTES) {
      // Over TCP it makes no difference who allocated the memory.
      matches.add(withTool(perftest, Transport.TCP, BufferMemory.REGISTERED, bytes));
    }
    return matches;
  }

  private static Match withTool(
      Path perftest, Transport transport, BufferMemory memory, int bytes) {
    return new Match(
        transport.label() + ", " + (bytes >> 10) + " KiB, " + memory.label() + " memory",
        TOOL_AIM,
        new OneBuffer(transport, memory, bytes),
        new Perftest(perftest, transport, memory, bytes));
  }

  /** The scattered shape of a KV cache, against the C twin. */
  static List<Match> withTwin(Path twin) {
    List<Match> matches = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      for (KvPreset model : MODELS) {
        matches.add(withTwin(twin, KvTransfer.of(transport, model.profile())));
      }
    }
    return matches;
  }

  private static Match withTwin(Path twin, KvTransfer transfer) {
    return new Match(
        transfer.transport().label()
            + ", "
            + transfer.name()
            + ": "
            + transfer.shape().descriptors()
            + " × "
            + (transfer.shape().descriptorBytes() >> 10)
            + " KiB",
        TWIN_AIM,
        new KvLane(transfer),
        new KvTwin(twin, transfer));
  }
}
