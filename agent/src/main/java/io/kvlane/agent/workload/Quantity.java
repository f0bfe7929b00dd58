package io.kvlane.agent.workload;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quantities of Kubernetes, such as {@code 4}, {@code 500m} or {@code 16Gi} (reference
 * kubernetes-api/common-definitions/quantity).
 */
final class Quantity {

  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:\\d{1,19}\\.?\\d{0,19}|\\.\\d{1,19}))(?:[eE]([+-]?\\d{1,2})|(n|u|m|k|[MGTPE]|[KMGTPE]i))?");

  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("n", new BigDecimal("1e-9")),
          Map.entry("u", new BigDecimal("1e-6")),
          Map.entry("m", new BigDecimal("1e-3")),
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("M", new BigDecimal("1e6")),
          Map.entry("G", new BigDecimal("1e9")),
          Map.entry("T", new BigDecimal("1e12")),
          Map.entry("P", new BigDecimal("1e15")),
          Map.entry("E", new BigDecimal("1e18")),
          Map.entry("Ki", new BigDecimal(1L << 10)),
          Map.entry("Mi", new BigDecimal(1L << 20)),
          Map.entry("Gi", new BigDecimal(1L << 30)),
          Map.entry("Ti", new BigDecimal(1L << 40)),
          Map.entry("Pi", new BigDecimal(1L << 50)),
          Map.entry("Ei", new BigDecimal(1L << 60)));

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Quantity() {}

  /** In whole units, rounded up as Kubernetes does; empty where it is no quantity. */
  static OptionalLong units(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    BigDecimal value = new BigDecimal(matcher.group(1));
    if (matcher.group(2) != null) {
      value = value.scaleByPowerOfTen(Integer.parseInt(matcher.group(2)));
    } else if (matcher.group(3) != null) {
      value = value.multiply(SUFFIXES.getOrDefault(matcher.group(3), BigDecimal.ONE));
    }
    BigDecimal whole = value.setScale(0, RoundingMode.CEILING);
    return OptionalLong.of(whole.abs().min(MOST).longValue() * whole.signum());
  }
}
