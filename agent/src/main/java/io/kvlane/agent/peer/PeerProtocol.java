package io.kvlane.agent.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** JSON objects on the control channel, one a line. */
final class PeerProtocol {

  /** Version of the protocol. Agents of different versions refuse each other. */
  static final int VERSION = 2;

  /** Longest line: a worker's address of UCX grows with its devices, to some KiB. */
  static final int MOST_LINE_BYTES = 64 * 1024;

  static final String END_OF_LINE = "\n";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PeerProtocol() {}

  /** A message as a line. */
  static Buffer line(Object message) {
    try {
      return Buffer.buffer(JSON.writeValueAsBytes(message)).appendString(END_OF_LINE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A line as a message.
   *
   * @throws IOException saying what is wrong with it, in one line without its content
   */
  static <T> T read(Buffer line, Class<T> type) throws IOException {
    try {
      T message = JSON.readValue(line.getBytes(), type);
      if (message == null) {
        throw new IOException("null instead of a message");
      }
      return message;
    } catch (JsonProcessingException e) {
      throw new IOException("not a message: " + e.getOriginalMessage(), e);
    }
  }
}
