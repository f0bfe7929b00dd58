package io.kvlane.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression in PromQL names: metrics, the labels by which they are selected, and those by
 * which series are grouped and matched. Whether the expression is valid is Prometheus' to say.
 * Grafana's variables may stand in values and in ranges. Immutable.
 *
 * @param selectors the metrics, in the order in which they are named
 * @param grouping labels of by, without, on, ignoring, group_left and group_right, and those that
 *     label_replace reads
 * @param made labels that label_replace writes
 */
record Expression(List<Selector> selectors, List<String> grouping, List<String> made) {

  /** Copies all. */
  Expression {
    selectors = List.copyOf(selectors);
    grouping = List.copyOf(grouping);
    made = List.copyOf(made);
  }

  /** A metric with the matchers that select its series. */
  record Selector(String metric, List<LabelMatcher> matchers) {

    /** Copies the matchers. */
    Selector {
      matchers = List.copyOf(matchers);
    }
  }

  /**
   * One condition of a selector.
   *
   * @param operator one of {@code = != =~ !~}
   */
  record LabelMatcher(String label, String operator, String value) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+|#[^\\n]*)"
              + "|(?<text>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)"
              + "|(?<range>\\[[^\\]]*\\])"
              + "|(?<number>\\.?[0-9][0-9a-zA-Z.]*(?:(?<=[eE])[+-]?[0-9]+)?)"
              + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "|(?<variable>\\$\\{?\\w+\\}?)"
              + "|(?<sign>=~|!~|!=|==|<=|>=|[-+*/%^=<>(){},@])");

  private static final Set<String> LABEL_LISTS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

  private static final Set<String> WORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "bool",
          "offset",
          "atan2",
          "inf",
          "nan",
          "Inf",
          "NaN",
          "sum",
          "min",
          "max",
          "avg",
          "count",
          "quantile",
          "topk",
          "bottomk",
          "stddev",
          "stdvar",
          "group",
          "count_values");

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException when a character has no place in PromQL
   */
  static Expression parse(String text) {
    List<String> tokens = tokens(text);
    List<Selector> selectors = new ArrayList<>();
    List<String> grouping = new ArrayList<>();
    List<String> made = new ArrayList<>();
    int at = 0;
    while (at < tokens.size()) {
      String token = tokens.get(at);
      if (LABEL_LISTS.contains(token)) {
        at++;
        if (is(tokens, at, "(")) {
          int end = end(tokens, at, ")");
          tokens.subList(at + 1, end).stream()
              .filter(label -> !label.equals(","))
              .forEach(grouping::add);
          at = end;
        }
      } else if (isMetric(tokens, at)) {
        boolean selected = is(tokens, at + 1, "{");
        int end = selected ? end(tokens, at + 1, "}") : at;
        selectors.add(
            new Selector(token, selected ? matchers(tokens.subList(at + 2, end)) : List.of()));
        at = end + 1;
      } else if (isReplacement(tokens, at)) {
        made.add(unquoted(token));
        if (!unquoted(tokens.get(at + 4)).isEmpty()) {
          grouping.add(unquoted(tokens.get(at + 4)));
        }
        at += 7;
      } else if (token.equals("{")) {
        throw new IllegalArgumentException("a selector without a metric: " + text);
      } else {
        at++;
      }
    }
    return new Expression(selectors, grouping, made);
  }

  /** The four texts of a label_replace: nothing else in PromQL has so many in a row. */
  private static boolean isReplacement(List<String> tokens, int at) {
    return isText(tokens, at)
        && is(tokens, at + 1, ",")
        && isText(tokens, at + 2)
        && is(tokens, at + 3, ",")
        && isText(tokens, at + 4)
        && is(tokens, at + 5, ",")
        && isText(tokens, at + 6);
  }

  private static boolean isText(List<String> tokens, int at) {
    return at < tokens.size() && "\"'`".indexOf(tokens.get(at).charAt(0)) >= 0;
  }

  private static String unquoted(String text) {
    return text.substring(1, text.length() - 1);
  }

  private static boolean isMetric(List<String> tokens, int at) {
    String token = tokens.get(at);
    return (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_' || token.charAt(0) == ':')
        && !WORDS.contains(token)
        && !is(tokens, at + 1, "(");
  }

  private static List<LabelMatcher> matchers(List<String> tokens) {
    List<LabelMatcher> matchers = new ArrayList<>();
    for (int at = 0; at + 2 < tokens.size(); at += 4) {
      matchers.add(
          new LabelMatcher(tokens.get(at), tokens.get(at + 1), unquoted(tokens.get(at + 2))));
    }
    return matchers;
  }

  private static boolean is(List<String> tokens, int at, String token) {
    return at < tokens.size() && tokens.get(at).equals(token);
  }

  private static int end(List<String> tokens, int from, String token) {
    for (int at = from; at < tokens.size(); at++) {
      if (tokens.get(at).equals(token)) {
        return at;
      }
    }
    throw new IllegalArgumentException("a " + token + " is missing");
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      token.region(at, text.length());
      if (!token.lookingAt()) {
        throw new IllegalArgumentException("not PromQL from here on: " + text.substring(at));
      }
      if (token.group("space") == null && token.group("range") == null) {
        tokens.add(token.group());
      }
      at = token.end();
    }
    return tokens;
  }
}
