package io.kvlane.agent.kubelet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads one message of Protocol Buffers, field after field (protobuf.dev, "Encoding").
 *
 * <pre>{@code
 * while (reader.next()) {
 *   switch (reader.field()) {
 *     case 1 -> name = reader.text();
 *     default -> reader.skip();
 *   }
 * }
 * }</pre>
 *
 * <p>Each field that {@link #next} announces is read or skipped exactly once. Not safe for several
 * threads.
 */
final class WireReader {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;
  private static final int TYPE_BITS = 3;
  private static final int TYPE_MASK = 7;
  private static final int MORE = 0x80;
  private static final int VALUE_MASK = 0x7f;
  private static final int VALUE_BITS = 7;

  private final ByteBuffer bytes;
  private int field;
  private int type;

  WireReader(ByteBuffer message) {
    this.bytes = message.slice();
  }

  /**
   * Goes to the next field.
   *
   * @return whether there is one
   * @throws WireException when the message is damaged
   */
  boolean next() throws WireException {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> TYPE_BITS);
    type = (int) (tag & TYPE_MASK);
    return true;
  }

  /** Number of the field. */
  int field() {
    return field;
  }

  /** The field as a whole number. */
  long number() throws WireException {
    require(VARINT);
    return varint();
  }

  /** The field as text. */
  String text() throws WireException {
    return StandardCharsets.UTF_8.decode(block()).toString();
  }

  /** The field as a message. */
  WireReader message() throws WireException {
    return new WireReader(block());
  }

  /** Passes over the field: what a later version has is of no interest. */
  void skip() throws WireException {
    switch (type) {
      case VARINT -> {
        var _ = varint();
      }
      case FIXED_64 -> {
        var _ = take(Long.BYTES);
      }
      case LENGTH -> {
        var _ = block();
      }
      case FIXED_32 -> {
        var _ = take(Integer.BYTES);
      }
      default -> throw new WireException("field " + field + " has the unknown type " + type);
    }
  }

  private ByteBuffer block() throws WireException {
    require(LENGTH);
    return take(varint());
  }

  private ByteBuffer take(long length) throws WireException {
    if (length < 0 || length > bytes.remaining()) {
      throw new WireException("field " + field + " is longer than its message");
    }
    ByteBuffer block = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return block;
  }

  private void require(int expected) throws WireException {
    if (type != expected) {
      throw new WireException(
          "field " + field + " has type " + type + " where " + expected + " was expected");
    }
  }

  private long varint() throws WireException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += VALUE_BITS) {
      if (!bytes.hasRemaining()) {
        throw new WireException("the message ends in a number");
      }
      byte next = bytes.get();
      value |= (long) (next & VALUE_MASK) << shift;
      if ((next & MORE) == 0) {
        return value;
      }
    }
    throw new WireException("a number is longer than 64 bits");
  }
}
