package io.kvlane.agent.config;

import io.quarkus.runtime.configuration.DurationConverter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What the value of a key is, and how to write one. */
enum ValueType {
  TEXT("text", "text", text -> text, String.class),

  LIST("list", "a list: write values separated by commas", ValueType::list, List.class),

  PATH("path", "a path", Path::of, Path.class),

  WHOLE_NUMBER(
      "whole number",
      "a whole number",
      text -> new BigInteger(text).intValueExact(),
      int.class,
      Integer.class),

  DURATION(
      "duration",
      "a duration: write a number with ms, s, m, h or d, such as 30s",
      new DurationConverter()::convert,
      Duration.class),

  SIZE(
      "size",
      "a size: write bytes, or a number with KiB, MiB or GiB, such as 64MiB",
      ByteSize::parse,
      ByteSize.class);

  private final String word;
  private final String form;

  /** Throws when it cannot read a text. */
  @SuppressWarnings("ImmutableEnumChecker") // Stateless, but Error Prone would need its annotation.
  private final Function<String, Object> parser;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<Class<?>> types;

  ValueType(String word, String form, Function<String, Object> parser, Class<?>... types) {
    this.word = word;
    this.form = form;
    this.parser = parser;
    this.types = List.of(types);
  }

  static ValueType of(Class<?> type) {
    for (ValueType candidate : values()) {
      if (candidate.types.contains(type)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("no configuration value can be a " + type);
  }

  private static String[] list(String text) {
    String[] values = text.split("[,\\s]+");
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing between the commas");
    }
    return values;
  }

  /** The type in one or two words. */
  String word() {
    return word;
  }

  /**
   * Makes sure that a text can be read.
   *
   * @throws IllegalArgumentException saying how to write a value
   */
  void require(String text) {
    try {
      var _ = parser.apply(text);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is too large", e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is not " + form, e);
    }
  }
}
