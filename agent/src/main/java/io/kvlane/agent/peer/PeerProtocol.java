package io.kvlane.agent.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON objects on the control channel, one a line. */
final class PeerProtocol {

  /** Version of the protocol. Agents of different versions refuse each other. */
  static final int VERSION = 2;

  /** Longest line: a worker's address of UCX grows with its devices, to some KiB. */
  static final int MOST_LINE_BYTES = 64 * 1024;

  static final String END_OF_LINE = "\n";

  /** Deepest nesting, and longest name: what messages have, with room to spare. */
  private static final int MOST_DEPTH = 16;

  private static final int MOST_NAME_CHARACTERS = 64;

  /** Longer than any whole number of 64 bits. */
  private static final int MOST_DIGITS = 32;

  /**
   * Nothing is bent into shape: a message is what the protocol says, or it is none. No table of
   * names is kept from one message to the next, which strangers could fill.
   */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxNameLength(MOST_NAME_CHARACTERS)
                          .maxNumberLength(MOST_DIGITS)
                          .maxStringLength(MOST_LINE_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
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
   * A line as a request. Its version is looked at first: the rest of another version may be
   * anything.
   *
   * @throws OtherVersionException when it is of another version
   * @throws IOException saying what is wrong with it, in one line without its content
   */
  static PeerRequest request(Buffer line) throws IOException {
    JsonNode tree = read(line, JsonNode.class);
    JsonNode version = tree.path("v");
    if (version.isIntegralNumber() && version.longValue() != VERSION) {
      throw new OtherVersionException();
    }
    return read(tree, PeerRequest.class);
  }

  /**
   * A line as a message.
   *
   * @throws IOException saying what is wrong with it, in one line without its content
   */
  static <T> T read(Buffer line, Class<T> type) throws IOException {
    return read(json -> json.readValue(line.getBytes(), type));
  }

  private static <T> T read(JsonNode tree, Class<T> type) throws IOException {
    return read(json -> json.treeToValue(tree, type));
  }

  /** A way to read. */
  private interface Reading<T> {
    @Nullable T from(JsonMapper json) throws IOException;
  }

  private static <T> T read(Reading<T> reading) throws IOException {
    try {
      T message = reading.from(JSON);
      if (message == null) {
        throw new IOException("null instead of a message");
      }
      return message;
    } catch (JsonProcessingException e) {
      // The exception's own message would quote what came.
      throw new IOException("not a message: " + e.getClass().getSimpleName(), e);
    }
  }
}
