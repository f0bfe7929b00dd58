package io.kvlane.probes.libc;

import com.kenai.jffi.MemoryIO;
import io.kvlane.core.profile.PayloadPattern;
import io.kvlane.core.profile.ScatteredLayout;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Memory;
import io.kvlane.probes.engine.Region;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Anonymous host memory for one side of a transfer: mapped, filled, poisoned and verified here, and
 * given back on close.
 *
 * <p>Not safe for several threads.
 */
public final class HostRegion implements Region, AutoCloseable {

  private static final int PROT_READ_WRITE = 0x1 | 0x2;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;
  private static final long MAP_FAILED = -1;
  private static final int PAGE_BYTES = 4096;

  /**
   * The usable memory starts three pages into a mapping that is sixteen pages longer: buffers that
   * begin and end on powers of two were measured to move up to 16 % slower (cache and TLB aliasing
   * between the two sides).
   */
  private static final int OFFSET_BYTES = 3 * PAGE_BYTES;

  private static final int PADDING_BYTES = 16 * PAGE_BYTES;
  private static final int CHUNK_WORDS = 1024;

  private final long mapping;
  private final long mappedBytes;
  private final long bytes;
  private final Pointer content;
  private final long[] expected = new long[CHUNK_WORDS];
  private final long[] found = new long[CHUNK_WORDS];
  private boolean closed;

  /**
   * Maps memory.
   *
   * @param bytes usable size, at least 1
   * @throws OutOfMemoryError when the kernel refuses
   */
  public HostRegion(long bytes) {
    this.bytes = bytes;
    this.mappedBytes = bytes + PADDING_BYTES;
    this.mapping =
        LibC.INSTANCE.mmap(0, mappedBytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
    if (mapping == MAP_FAILED) {
      throw new OutOfMemoryError("the kernel refused to map " + mappedBytes + " bytes");
    }
    this.content = Pointer.wrap(Runtime.getSystemRuntime(), address(), bytes);
  }

  @Override
  public long address() {
    return mapping + OFFSET_BYTES;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Memory memory() {
    return Memory.HOST;
  }

  /** A view of a part of the region, for socket channels. Valid until the region is closed. */
  public ByteBuffer slice(long offset, int length) {
    if (length < 0 || offset < 0 || offset > bytes - length) {
      throw new IndexOutOfBoundsException(
          length + " bytes at " + offset + " are outside of a region of " + bytes);
    }
    return MemoryIO.getInstance().newDirectByteBuffer(address() + offset, length);
  }

  /** Overwrites everything, so that nothing from before can pass for what is to come. */
  public void poison() {
    LibC.INSTANCE.memset(address(), PayloadPattern.POISON, bytes);
  }

  /** Writes the payload of a run over everything. */
  public void fill(long seed) {
    for (long offset = 0; offset < bytes; offset += CHUNK_WORDS * 8L) {
      int words = generate(seed, offset, bytes - offset);
      if (offset + words * 8L <= bytes) {
        content.put(offset, expected, 0, words);
      } else {
        content.put(offset, expected, 0, words - 1);
        putTail(offset + (words - 1) * 8L, expected[words - 1]);
      }
    }
  }

  /**
   * Compares the first descriptors of a layout with what the sender had.
   *
   * @param seed the seed that the sender filled its buffer with
   * @param layout the descriptors, in posting order
   * @param descriptors how many of them were moved
   * @param source offset of a descriptor in the sender's buffer
   * @param destination offset of a descriptor in this region
   * @return the first difference, empty when every byte is as sent
   */
  public Optional<Corruption> verify(
      long seed,
      ScatteredLayout layout,
      int descriptors,
      IntToLongFunction source,
      IntToLongFunction destination) {
    int length = layout.shape().descriptorBytes();
    for (int descriptor = 0; descriptor < descriptors; descriptor++) {
      long difference =
          mismatch(
              seed, source.applyAsLong(descriptor), destination.applyAsLong(descriptor), length);
      if (difference >= 0) {
        return Optional.of(
            new Corruption(
                descriptor,
                difference,
                expectedByte(seed, source.applyAsLong(descriptor) + difference),
                content.getByte(destination.applyAsLong(descriptor) + difference) & 0xff));
      }
    }
    return Optional.empty();
  }

  private long mismatch(long seed, long source, long destination, int length) {
    if (source % 8 != 0) {
      return mismatchByBytes(seed, source, destination, length);
    }
    int wholeWords = length / 8;
    for (int word = 0; word < wholeWords; word += CHUNK_WORDS) {
      int words = Math.min(CHUNK_WORDS, wholeWords - word);
      generate(seed, source + word * 8L, words * 8L);
      content.get(destination + word * 8L, found, 0, words);
      if (Arrays.mismatch(expected, 0, words, found, 0, words) >= 0) {
        return word * 8L
            + mismatchByBytes(seed, source + word * 8L, destination + word * 8L, words * 8);
      }
    }
    long tail =
        mismatchByBytes(seed, source + wholeWords * 8L, destination + wholeWords * 8L, length % 8);
    return tail < 0 ? -1 : wholeWords * 8L + tail;
  }

  private long mismatchByBytes(long seed, long source, long destination, int length) {
    for (int i = 0; i < length; i++) {
      if ((content.getByte(destination + i) & 0xff) != expectedByte(seed, source + i)) {
        return i;
      }
    }
    return -1;
  }

  private static int expectedByte(long seed, long offset) {
    return (int) (PayloadPattern.word(seed, offset / 8) >>> (8 * (offset % 8))) & 0xff;
  }

  /**
   * Generates up to one chunk of payload from a word-aligned offset; returns the number of words.
   */
  private int generate(long seed, long offset, long upToBytes) {
    int words = (int) Math.min(CHUNK_WORDS, Math.ceilDiv(upToBytes, 8L));
    for (int i = 0; i < words; i++) {
      expected[i] = PayloadPattern.word(seed, offset / 8 + i);
    }
    return words;
  }

  private void putTail(long offset, long word) {
    for (int i = 0; offset + i < bytes; i++) {
      content.putByte(offset + i, (byte) (word >>> (8 * i)));
    }
  }

  /** Gives the memory back. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.INSTANCE.munmap(mapping, mappedBytes);
    }
  }
}
