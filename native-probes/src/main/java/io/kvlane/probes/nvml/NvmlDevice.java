package io.kvlane.probes.nvml;

import io.kvlane.probes.libc.NativeStruct;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A GPU to put questions to. One that turns out to be lost is not asked any further. One thread.
 */
final class NvmlDevice {

  private final NvmlLibrary library;
  private final long device;
  private @Nullable String lostAt;
  private @Nullable String failedAt;

  /** A GPU by its {@code nvmlDevice_t}. */
  NvmlDevice(NvmlLibrary library, long device) {
    this.library = library;
    this.device = device;
  }

  /** A question. */
  @FunctionalInterface
  interface Query {

    /** Has the answer written to an address; returns an {@code nvmlReturn_t}. */
    int answer(long device, long out);
  }

  /** What the library said when the GPU was found to be lost, null while it is not. */
  @Nullable String lostAt() {
    return lostAt;
  }

  /** What the library said to the first question that it did not answer, null if there is none. */
  @Nullable String failedAt() {
    return failedAt;
  }

  /** Asks for an answer of any kind; returns an {@code nvmlReturn_t}. */
  int ask(String call, Query query, NativeStruct answer) {
    if (lostAt != null) {
      return NvmlLayout.GPU_IS_LOST;
    }
    int status = NvmlLibrary.ask(() -> query.answer(device, answer.address()));
    answer.keepUntilHere();
    if (status != NvmlLayout.SUCCESS && failedAt == null) {
      failedAt = library.failure(call, status);
    }
    if (status == NvmlLayout.GPU_IS_LOST) {
      lostAt = library.failure(call, status);
    }
    return status;
  }

  /** Asks for a structure, empty when the library does not tell. */
  Optional<NativeStruct> structure(String call, Query query) {
    NativeStruct answer = new NativeStruct(NvmlLayout.STRUCT_BYTES);
    return ask(call, query, answer) == NvmlLayout.SUCCESS ? Optional.of(answer) : Optional.empty();
  }

  /** Asks for a text of up to {@link NvmlLayout#TEXT_BYTES}, empty when the library has none. */
  Optional<String> text(String call, Query query) {
    return structure(call, query)
        .map(answer -> answer.text().strip())
        .filter(text -> !text.isEmpty());
  }

  /** Asks for a number, empty when the library does not tell or it is beyond an {@code int}. */
  OptionalInt number(String call, Query query) {
    NativeStruct answer = new NativeStruct(Integer.BYTES);
    return ask(call, query, answer) == NvmlLayout.SUCCESS && answer.getInt(0) >= 0
        ? OptionalInt.of(answer.getInt(0))
        : OptionalInt.empty();
  }
}
