package io.kvlane.agent.check;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.Support;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Colours for a terminal, and none for anything else.
 *
 * @param enabled whether to colour
 */
public record Paint(boolean enabled) {

  /** As picocli finds out: colours on a terminal, unless NO_COLOR is set. */
  public static Paint auto() {
    return new Paint(Ansi.AUTO.enabled());
  }

  /** A title. */
  public String heading(String text) {
    return styled(text, Style.bold);
  }

  /** Something as urgent as this. */
  public String of(Severity severity, String text) {
    return switch (severity) {
      case CRITICAL -> styled(text, Style.fg_red, Style.bold);
      case WARNING -> styled(text, Style.fg_yellow, Style.bold);
      case INFO -> styled(text, Style.fg_cyan);
    };
  }

  /** Something that is as it should be. */
  public String good(String text) {
    return styled(text, Style.fg_green, Style.bold);
  }

  String of(Support support, String text) {
    return switch (support) {
      case YES -> styled(text, Style.fg_green);
      case NO -> styled(text, Style.fg_red);
      case UNKNOWN -> styled(text, Style.faint);
    };
  }

  /** As healthy or not as this. */
  public String of(CheckOutcome outcome, String text) {
    return switch (outcome) {
      case HEALTHY -> good(text);
      case WARNINGS -> styled(text, Style.fg_yellow, Style.bold);
      case CRITICAL -> styled(text, Style.fg_red, Style.bold);
      case NOT_CHECKED -> styled(text, Style.fg_magenta, Style.bold);
    };
  }

  private String styled(String text, IStyle... styles) {
    return enabled ? Style.on(styles) + text + Style.off(styles) : text;
  }
}
