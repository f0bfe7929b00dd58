package io.kvlane.probes.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects over a connected socket, one a line. One thread may read while several write; a line
 * is written whole.
 */
public final class LineChannel implements AutoCloseable {

  /**
   * Version of the protocol: agent and probe process are installed together, so equality is all
   * that is asked for.
   */
  public static final int VERSION = 1;

  /** Longest line: far above what any message needs. */
  static final int MOST_LINE_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int SHOWN_CHARACTERS = 120;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final SocketChannel channel;
  private final ByteBuffer received = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private final Object writing = new Object();

  /** Speaks over a connected channel in blocking mode, and closes it in the end. */
  public LineChannel(SocketChannel channel) {
    this.channel = channel;
  }

  /** An object as a tree, to be put into a message. */
  public static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** A part of a message as a type of its own. */
  public static <T> T read(JsonNode tree, Class<T> type) throws ProtocolException {
    try {
      return present(JSON.treeToValue(tree, type));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ProtocolException("not a " + type.getSimpleName() + ": " + firstLine(e));
    }
  }

  /** Sends an object. */
  public void send(Object message) throws IOException {
    byte[] json = JSON.writeValueAsBytes(message);
    ByteBuffer line = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    synchronized (writing) {
      while (line.hasRemaining()) {
        channel.write(line);
      }
    }
  }

  /**
   * Waits for the next object.
   *
   * @return empty when the other side closed the connection
   * @throws ProtocolException when the line is too long or not of the type
   */
  public <T> Optional<T> receive(Class<T> type) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      while (received.hasRemaining()) {
        byte next = received.get();
        if (next == '\n') {
          return Optional.of(parse(line.toByteArray(), type));
        }
        if (line.size() == MOST_LINE_BYTES) {
          throw new ProtocolException("a line of more than " + MOST_LINE_BYTES + " bytes");
        }
        line.write(next);
      }
      received.clear();
      int count = channel.read(received);
      received.flip();
      if (count < 0) {
        return Optional.empty();
      }
    }
  }

  private static <T> T parse(byte[] line, Class<T> type) throws IOException {
    try {
      return present(JSON.readValue(line, type));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      String text = new String(line, StandardCharsets.UTF_8);
      throw new ProtocolException(
          "not a message: '"
              + text.substring(0, Math.min(text.length(), SHOWN_CHARACTERS))
              + "' ("
              + firstLine(e)
              + ")");
    }
  }

  /** JSON's null stands for an object of any type. */
  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("null");
    }
    return value;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
