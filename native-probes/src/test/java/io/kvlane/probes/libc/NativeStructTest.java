package io.kvlane.probes.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvlane.probes.testing.Background;
import io.kvlane.probes.testing.CCompiler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeStructTest {

  private static final int WORDS = 64;
  private static final long RIGHT = 0x1122_3344_5566_7788L;

  /** The library compiled from slow_reader.c. Public because JNR-FFI needs it. */
  public interface SlowReader {

    /** Number of words that are not as they should be. */
    long changed(long words, long count, long right, long micros);
  }

  @Test
  void shouldBeZeroedAtFirst() {
    NativeStruct struct = new NativeStruct(512);

    assertThat(NativeStruct.copyFrom(struct.address(), 512)).containsOnly(0);
    assertThat(struct.bytes()).isEqualTo(512);
    struct.keepUntilHere();
  }

  @Test
  void shouldHoldFieldsInTheByteOrderOfC() {
    NativeStruct struct = new NativeStruct(16).putLong(0, RIGHT).putInt(8, 0x0102_0304);

    assertThat(NativeStruct.copyFrom(struct.address(), 16))
        .containsExactly(
            0x88 - 256, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 4, 3, 2, 1, 0, 0, 0, 0);
    assertThat(struct.getLong(0)).isEqualTo(RIGHT);
    assertThat(struct.getInt(8)).isEqualTo(0x0102_0304);
  }

  @Test
  void shouldNotReachBeyondItself() {
    NativeStruct struct = new NativeStruct(12);

    assertThatThrownBy(() -> struct.putLong(8, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> struct.getInt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldCopyBytes() {
    byte[] bytes = {1, 2, 3};
    NativeStruct copy = NativeStruct.of(bytes);

    assertThat(NativeStruct.copyFrom(copy.address(), 3)).isEqualTo(bytes);
    assertThat(NativeStruct.of(new byte[0]).bytes()).isEqualTo(1);
    copy.keepUntilHere();
  }

  @Test
  void shouldReadText() {
    NativeStruct text = NativeStruct.of("rc_mlx5\0rest".getBytes(StandardCharsets.US_ASCII));

    assertThat(text.text()).isEqualTo("rc_mlx5");
    assertThat(NativeStruct.textAt(text.address())).isEqualTo("rc_mlx5");
    assertThat(NativeStruct.of(new byte[] {'a', 'b'}).text()).isEqualTo("ab");
    assertThat(NativeStruct.textAt(0)).isEmpty();
    assertThat(NativeStruct.textAt(text.address(), 4)).isEqualTo("rc_m");
    assertThat(NativeStruct.textAt(text.address(), 40)).isEqualTo("rc_mlx5");
    assertThat(NativeStruct.textAt(0, 4)).isEmpty();
    assertThat(text.text(3, 2)).isEqualTo("ml");
  }

  @Test
  void shouldBeThereUntilTheCallThatUsesItReturned(@TempDir Path directory) throws Exception {
    Path library = CCompiler.library("slow_reader.c", directory.resolve("libslow.so"));
    SlowReader reader =
        LibraryLoader.create(SlowReader.class)
            .option(LibraryOption.IgnoreError, true)
            .load(library.toString());
    long changed = changedInCalls(reader, 5_000, 0);
    AtomicBoolean enough = new AtomicBoolean();
    Background<Integer> collector = Background.start(() -> collectAndReuse(enough));
    try {
      changed += changedInCalls(reader, 20, 20_000);
    } finally {
      enough.set(true);
    }
    assertThat(collector.get()).isPositive();
    assertThat(changed).isZero();
  }

  private static long changedInCalls(SlowReader reader, int calls, long micros) {
    long changed = 0;
    for (int i = 0; i < calls; i++) {
      changed += changedDuringACall(reader, micros);
    }
    return changed;
  }

  /** Compiled by then, so that the struct is kept by nothing else. */
  private static long changedDuringACall(SlowReader reader, long micros) {
    NativeStruct struct = new NativeStruct(WORDS * Long.BYTES);
    for (int i = 0; i < WORDS; i++) {
      struct.putLong(i * Long.BYTES, RIGHT);
    }
    long changed = reader.changed(struct.address(), WORDS, RIGHT, micros);
    struct.keepUntilHere();
    return changed;
  }

  /** Gives back what is no longer in use, and uses it for something else. */
  private static int collectAndReuse(AtomicBoolean enough) {
    int rounds = 0;
    while (!enough.get()) {
      System.gc();
      List<NativeStruct> others = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        others.add(new NativeStruct(WORDS * Long.BYTES));
      }
      rounds += others.isEmpty() ? 0 : 1;
    }
    return rounds;
  }
}
