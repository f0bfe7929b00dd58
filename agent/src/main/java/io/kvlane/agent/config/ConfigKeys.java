package io.kvlane.agent.config;

import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys that {@link AgentConfig} declares, by name. */
final class ConfigKeys {

  /** What stands for the name of a profile in {@link #ofProfiles}. */
  static final String NAME = "\"NAME\"";

  private static final String PROFILE = AgentConfig.PREFIX + ".profile.";
  private static final Pattern OF_A_PROFILE =
      Pattern.compile(Pattern.quote(PROFILE) + "(?:\"([^\"]+)\"|([^\".]+))\\.([a-z-]+)");

  private static final Pattern PROFILE_NAME =
      Pattern.compile("^" + Pattern.quote(PROFILE) + "(?:\"[^\"]+\"|[^\".]+)\\.");

  private static final String LOOK_UP = "remove it, or look it up in the configuration reference";

  private static final Comparator<ConfigKey> BY_NAME = Comparator.comparing(ConfigKey::name);
  private static final int MOST_TYPING_ERRORS = 3;

  private static final List<ConfigKey> FIXED =
      declared(AgentConfig.PREFIX + ".", AgentConfig.class).sorted(BY_NAME).toList();
  private static final List<ConfigKey> OF_PROFILES =
      declared(PROFILE + NAME + ".", AgentConfig.CustomProfile.class).sorted(BY_NAME).toList();

  private ConfigKeys() {}

  /** Keys that exist once. */
  static List<ConfigKey> fixed() {
    return FIXED;
  }

  /** Keys that exist for each profile of the operator's own, with {@link #NAME} for its name. */
  static List<ConfigKey> ofProfiles() {
    return OF_PROFILES;
  }

  /** The key that a property sets, empty when there is none. */
  static Optional<ConfigKey> of(String property) {
    Matcher ofProfile = OF_A_PROFILE.matcher(property);
    return ofProfile.matches()
        ? find(OF_PROFILES, PROFILE + NAME + "." + ofProfile.group(3))
        : find(FIXED, property);
  }

  /** The same key with the name of a profile in quotes, since SmallRye takes m and "m" for two. */
  static String canonical(String property) {
    Matcher ofProfile = OF_A_PROFILE.matcher(property);
    return ofProfile.matches() && ofProfile.group(2) != null
        ? PROFILE + '"' + ofProfile.group(2) + "\"." + ofProfile.group(3)
        : property;
  }

  /**
   * Makes sure that all keys exist and their values can be read.
   *
   * @param origin what to begin a message with
   */
  static void check(Map<String, String> values, String origin) throws ConfigException {
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String name = entry.getKey();
      ConfigKey key =
          of(name)
              .orElseThrow(() ->
                  new ConfigException(origin + "there is no key " + name + ": " + advice(name)));
      key.check(origin + name, entry.getValue());
    }
  }

  private static String advice(String unknown) {
    String inGeneral =
        PROFILE_NAME.matcher(unknown).replaceFirst(Matcher.quoteReplacement(PROFILE + NAME + "."));
    return nearest(
            Stream.concat(FIXED.stream(), OF_PROFILES.stream()).map(ConfigKey::name), inGeneral)
        .orElse(
            unknown.startsWith(PROFILE)
                ? "write " + PROFILE + NAME + ".KEY, with quotes where the name has dots"
                : LOOK_UP);
  }

  /** What to do about an environment variable that does not exist. */
  static String adviceOnVariable(String unknown) {
    return nearest(FIXED.stream().map(ConfigKey::environmentVariable), unknown).orElse(LOOK_UP);
  }

  private static Optional<String> nearest(Stream<String> names, String unknown) {
    return names
        .min(Comparator.comparingInt(name -> distance(name, unknown)))
        .filter(name -> distance(name, unknown) <= MOST_TYPING_ERRORS)
        .map(name -> "did you mean " + name + "?");
  }

  private static Optional<ConfigKey> find(List<ConfigKey> keys, String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  private static Stream<ConfigKey> declared(String prefix, Class<?> group) {
    return Arrays.stream(group.getDeclaredMethods())
        .filter(method -> method.getReturnType() != Map.class)
        .flatMap(method -> {
          String name = prefix + dashed(method.getName());
          Class<?> type = valueType(method);
          return type.getDeclaringClass() == AgentConfig.class
              ? declared(name + ".", type)
              : Stream.of(key(name, type, method));
        });
  }

  private static ConfigKey key(String name, Class<?> type, Method method) {
    return new ConfigKey(
        name,
        ValueType.of(type),
        method.getReturnType() == Optional.class,
        Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value),
        Optional.ofNullable(method.getAnnotation(Doc.class)).map(Doc::value).orElse(""));
  }

  /** The type itself, or what an Optional may hold. */
  private static Class<?> valueType(Method method) {
    Type type = method.getGenericReturnType();
    if (method.getReturnType() == Optional.class && type instanceof ParameterizedType optional) {
      type = optional.getActualTypeArguments()[0];
    }
    return type instanceof Class<?> plain ? plain : method.getReturnType();
  }

  private static String dashed(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Characters to insert, delete or replace to make one text of the other (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
