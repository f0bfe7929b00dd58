package io.kvlane.agent.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words of a container's command. What is given to a shell is split as a shell would split it, with
 * quotes, line continuations and comments; what separates commands is left out. Variables stay as
 * they are written.
 */
final class ShellWords {

  private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:sh|bash|ash|dash|zsh)");
  private static final Pattern SCRIPT_OPTION = Pattern.compile("-[a-z]*c");

  private final String script;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String script) {
    this.script = script;
  }

  /**
   * Words of a command with its arguments.
   *
   * @param command each as it is given to the container
   */
  static List<String> of(List<String> command) {
    List<String> words = new ArrayList<>();
    boolean script = false;
    for (int i = 0; i < command.size(); i++) {
      String one = command.get(i);
      words.addAll(script ? split(one) : List.of(one));
      script = isScriptOption(command, i);
    }
    return words;
  }

  private static boolean isScriptOption(List<String> command, int at) {
    return SCRIPT_OPTION.matcher(command.get(at)).matches()
        && command.subList(0, at).stream().anyMatch(one -> SHELL.matcher(one).matches());
  }

  /** Words of a script. */
  static List<String> split(String script) {
    return new ShellWords(script).run();
  }

  private List<String> run() {
    while (at < script.length()) {
      char c = script.charAt(at++);
      switch (c) {
        case '\'' -> quoted();
        case '"' -> doubleQuoted();
        case '\\' -> escaped();
        case ' ', '\t', '\n', '\r', ';', '&', '|' -> end();
        case '#' -> hash();
        default -> add(c);
      }
    }
    end();
    return words;
  }

  private void add(char c) {
    word.append(c);
    inWord = true;
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private void hash() {
    if (inWord) {
      add('#');
      return;
    }
    int newline = script.indexOf('\n', at);
    at = newline < 0 ? script.length() : newline;
  }

  private void quoted() {
    inWord = true;
    int close = script.indexOf('\'', at);
    word.append(script, at, close < 0 ? script.length() : close);
    at = close < 0 ? script.length() : close + 1;
  }

  private void doubleQuoted() {
    inWord = true;
    while (at < script.length()) {
      char c = script.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '\\' && at < script.length() && "\\\"$`\n".indexOf(script.charAt(at)) >= 0) {
        char next = script.charAt(at++);
        if (next != '\n') {
          word.append(next);
        }
      } else {
        word.append(c);
      }
    }
  }

  private void escaped() {
    if (at < script.length()) {
      char next = script.charAt(at++);
      if (next != '\n') {
        add(next);
      }
    }
  }
}
