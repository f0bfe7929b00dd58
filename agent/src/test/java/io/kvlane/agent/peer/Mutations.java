package io.kvlane.agent.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/** What becomes of a valid line when somebody, or chance, changes it. */
final class Mutations {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Values that are easily forgotten. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "2147483647",
          "-2147483648",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1e309",
          "1e999999999",
          "1.5",
          "-0.0",
          "NaN",
          "\"\"",
          "\"1\"",
          "\"\\u0000\"",
          "\"READ\"",
          "\"node\\n2\"",
          "[]",
          "[[]]",
          "{}",
          "{\"v\":2}",
          "9".repeat(5000),
          "\"" + "x".repeat(300) + "\"",
          "\"" + "\\ud800".repeat(10) + "\"",
          "[".repeat(5000),
          "[".repeat(5000) + "]".repeat(5000),
          "{\"a\":".repeat(3000) + "1" + "}".repeat(3000));

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /** A changed line, without its end; now and then one that is not changed at all. */
  Buffer of(Buffer valid) {
    byte[] line = valid.getBytes(0, valid.length() - PeerProtocol.END_OF_LINE.length());
    return Buffer.buffer(
        switch (random.nextInt(10)) {
          case 0 -> line;
          case 1 -> noise(random.nextInt(300));
          case 2 -> flipped(line);
          case 3 -> cut(line);
          case 4 -> doubled(line);
          default -> restructured(line);
        });
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] flipped(byte[] line) {
    byte[] changed = line.clone();
    int flips = 1 + random.nextInt(8);
    for (int i = 0; i < flips; i++) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private byte[] cut(byte[] line) {
    int from = random.nextInt(line.length);
    int to = from + random.nextInt(line.length - from);
    byte[] rest = new byte[line.length - (to - from)];
    System.arraycopy(line, 0, rest, 0, from);
    System.arraycopy(line, to, rest, from, line.length - to);
    return rest;
  }

  private byte[] doubled(byte[] line) {
    int from = random.nextInt(line.length);
    int length = random.nextInt(line.length - from);
    byte[] more = new byte[line.length + length];
    System.arraycopy(line, 0, more, 0, from + length);
    System.arraycopy(line, from, more, from + length, line.length - from);
    return more;
  }

  /**
   * Changes fields: without one, with another one, with one of another name, with another value.
   */
  private byte[] restructured(byte[] line) {
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(line);
      List<ObjectNode> objects = new ArrayList<>();
      collect(root, objects);
      ObjectNode chosen = objects.get(random.nextInt(objects.size()));
      List<String> names = new ArrayList<>();
      chosen.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      String value = VALUES.get(random.nextInt(VALUES.size()));
      switch (random.nextInt(4)) {
        case 0 -> chosen.remove(name);
        case 1 -> chosen.put("more", 1);
        case 2 -> chosen.set(name + "x".repeat(random.nextInt(200)), chosen.remove(name));
        default -> {
          chosen.put(name, "@");
          return root.toString()
              .replaceFirst("\"@\"", quoted(value))
              .getBytes(StandardCharsets.UTF_8);
        }
      }
      return root.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String quoted(String value) {
    return Matcher.quoteReplacement(value);
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      objects.add(object);
      object.forEach(child -> collect(child, objects));
    }
  }
}
