package io.kvlane.probes.tcp;

import java.nio.ByteBuffer;

/**
 * A request of the initiator: kind (int), length (int), offset in the responder's region (long),
 * big-endian.
 *
 * @param kind {@link #READ}, {@link #WRITE} or {@link #FLUSH}
 * @param length bytes to send back or that follow the request; 0 for a flush
 * @param offset where in the region; 0 for a flush
 */
record Frame(int kind, int length, long offset) {

  static final int READ = 1;
  static final int WRITE = 2;
  static final int FLUSH = 3;

  static final int BYTES = 16;
  static final int TOKEN_BYTES = 32;

  /** What the responder sends when everything before a flush has arrived. */
  static final byte FLUSHED = 0x06;

  static Frame readFrom(ByteBuffer buffer) {
    return new Frame(buffer.getInt(), buffer.getInt(), buffer.getLong());
  }

  void writeTo(ByteBuffer buffer) {
    buffer.putInt(kind).putInt(length).putLong(offset);
  }
}
