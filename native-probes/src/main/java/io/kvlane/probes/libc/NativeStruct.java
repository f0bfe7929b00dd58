package io.kvlane.probes.libc;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Zeroed native memory for one C structure or a small buffer, written and read by offset.
 *
 * <p>Lives as long as this object is in use. A variable that holds it is not enough: where compiled
 * code does not touch it after a call, the memory may be taken back while C still reads it. So read
 * a result from it after the call, or say {@link #keepUntilHere}. Not safe for several threads.
 */
public final class NativeStruct {

  private final Pointer memory;
  private final int bytes;

  /**
   * Allocates.
   *
   * @param bytes size, at least 1
   */
  public NativeStruct(int bytes) {
    this.memory = Memory.allocateDirect(Runtime.getSystemRuntime(), bytes, true);
    this.bytes = bytes;
  }

  /** A copy of bytes in native memory. */
  public static NativeStruct of(byte[] content) {
    NativeStruct copy = new NativeStruct(Math.max(1, content.length));
    copy.memory.put(0, content, 0, content.length);
    return copy;
  }

  /** Address for a C call. */
  public long address() {
    return memory.address();
  }

  /**
   * Ends the time in which C may use the address, when nothing is read from here after a call.
   *
   * <p>Not in a {@code finally}: where the call itself throws, C does not use the address any more.
   */
  @SuppressWarnings("ReachabilityFenceUsage")
  public void keepUntilHere() {
    Reference.reachabilityFence(this);
  }

  /** Size in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Writes a 64-bit field. */
  public NativeStruct putLong(int offset, long value) {
    memory.putLong(offset, value);
    return this;
  }

  /** Writes a 32-bit field. */
  public NativeStruct putInt(int offset, int value) {
    memory.putInt(offset, value);
    return this;
  }

  /** Reads a 64-bit field. */
  public long getLong(int offset) {
    return memory.getLong(offset);
  }

  /** Reads a 32-bit field. */
  public int getInt(int offset) {
    return memory.getInt(offset);
  }

  /** Reads an 8-bit field. */
  public byte getByte(int offset) {
    return memory.getByte(offset);
  }

  /** Reads the text up to the first zero byte, or to the end. */
  public String text() {
    return text(0);
  }

  /** Reads the text of a field up to the first zero byte, or to the end of the structure. */
  public String text(int offset) {
    return text(offset, bytes - offset);
  }

  /** Reads the text of a field up to the first zero byte, or to the end of the field. */
  public String text(int offset, int fieldBytes) {
    byte[] raw = new byte[fieldBytes];
    memory.get(offset, raw, 0, raw.length);
    int end = 0;
    while (end < raw.length && raw[end] != 0) {
      end++;
    }
    return new String(raw, 0, end, StandardCharsets.US_ASCII);
  }

  /** Copies bytes from any native address. */
  public static byte[] copyFrom(long address, int bytes) {
    byte[] copy = new byte[bytes];
    Pointer.wrap(Runtime.getSystemRuntime(), address).get(0, copy, 0, bytes);
    return copy;
  }

  /** Reads a pointer from any native address. */
  public static long pointerAt(long address) {
    return Pointer.wrap(Runtime.getSystemRuntime(), address).getLong(0);
  }

  /** Reads a 64-bit number from any native address. */
  public static long longAt(long address) {
    return Pointer.wrap(Runtime.getSystemRuntime(), address).getLong(0);
  }

  /** Writes a 64-bit number to any native address. */
  public static void putLongAt(long address, long value) {
    Pointer.wrap(Runtime.getSystemRuntime(), address).putLong(0, value);
  }

  /** Writes a 32-bit number to any native address. */
  public static void putIntAt(long address, int value) {
    Pointer.wrap(Runtime.getSystemRuntime(), address).putInt(0, value);
  }

  /** Reads a 32-bit number from any native address. */
  public static int intAt(long address) {
    return Pointer.wrap(Runtime.getSystemRuntime(), address).getInt(0);
  }

  /** Reads a C string from any native address; empty for the null pointer. */
  public static String textAt(long address) {
    return address == 0 ? "" : Pointer.wrap(Runtime.getSystemRuntime(), address).getString(0);
  }

  /** Reads no more than the beginning of a C string; empty for the null pointer. */
  public static String textAt(long address, int mostBytes) {
    return address == 0
        ? ""
        : Pointer.wrap(Runtime.getSystemRuntime(), address)
            .getString(0, mostBytes, StandardCharsets.US_ASCII);
  }
}
