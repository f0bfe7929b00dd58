package io.kvlane.agent.page;

import java.nio.charset.StandardCharsets;

/**
 * Writes HTML. Whatever is text or the value of an attribute is escaped, so that names of peers,
 * pods and devices and lines of logs stay text; names of elements and attributes are constants of
 * this package. Not safe for several threads.
 */
final class Html {

  private final StringBuilder out = new StringBuilder();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  Html open(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
    return this;
  }

  /** Ends an element. */
  Html close(String element) {
    out.append("</").append(element).append('>');
    return this;
  }

  /** Text. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /** An element that holds text only. */
  Html element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close(element);
  }

  /** What was written elsewhere. */
  Html add(Html part) {
    out.append(part.out);
    return this;
  }

  /** Length in UTF-8. */
  int bytes() {
    return toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(isHarmless(c) ? c : '\uFFFD');
      }
    }
  }

  /**
   * HTML has no control characters but white space; those of direction make text read otherwise.
   */
  private static boolean isHarmless(char c) {
    boolean turns =
        c == '\u200E'
            || c == '\u200F'
            || (c >= '\u202A' && c <= '\u202E')
            || (c >= '\u2066' && c <= '\u2069');
    return !turns && (c == '\n' || c == '\t' || !Character.isISOControl(c));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
