package io.kvlane.probes.testing;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A number of C that kvlane has in Java, as a C program printed it: {@code UcpLayout
 * PARAMS_FEATURES is 8}.
 *
 * @param relation how the Java constant must relate to the value: {@code is}, {@code at-least}, or
 *     {@code absent} when the headers are too old for it
 */
public record CConstant(String type, String field, String relation, long value) {

  /** Compiles and runs one of the C programs that print constants. */
  public static List<CConstant> printedBy(String source, Path target, List<String> flags)
      throws IOException, InterruptedException {
    Path printer = CCompiler.program(source, target, flags);
    return Command.run(List.of(printer.toString()))
        .successful()
        .lines()
        .map(CConstant::parse)
        .toList();
  }

  private static CConstant parse(String line) {
    String[] words = line.split(" ");
    return new CConstant(words[0], words[1], words[2], Long.parseLong(words[3]));
  }

  /** Names of all constants of a Java class. */
  public static Stream<String> allOf(Class<?> layout) {
    return Arrays.stream(layout.getDeclaredFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == int.class || field.getType() == long.class)
        .map(field -> layout.getSimpleName() + "." + field.getName());
  }

  /** Class and name of the constant. */
  public String name() {
    return type + "." + field;
  }

  /** Whether the headers know it. */
  public boolean isPresent() {
    return !relation.equals("absent");
  }

  /** Whether the constant of one of these Java classes is as it must be. */
  public boolean holdsIn(List<Class<?>> classes) {
    long inJava = inJava(classes);
    return relation.equals("at-least") ? inJava >= value : inJava == value;
  }

  private long inJava(List<Class<?>> classes) {
    Class<?> owner =
        classes.stream()
            .filter(each -> each.getSimpleName().equals(type))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no class " + type));
    try {
      Field constant = owner.getDeclaredField(field);
      constant.setAccessible(true);
      return ((Number) constant.get(null)).longValue();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("printed, but not in Java: " + name(), e);
    }
  }
}
