package io.kvlane.core.workload.rules;

import io.kvlane.core.workload.NodePort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A value of {@code UCX_NET_DEVICES}: names such as {@code mlx5_0:1} or {@code eth0}, with ranges
 * as {@code mlx5_[0-3]:1} (UCX 1.22); {@code all}; or all but what follows {@code ^}. A name
 * without a port is all ports of the device (UCX 1.21).
 *
 * @param names names, ranges expanded
 * @param all whether everything is allowed
 * @param negated whether all but {@code names} is allowed
 */
record UcxDevices(List<String> names, boolean all, boolean negated) {

  /** UCX takes 64 names at most. */
  private static final int MOST_NAMES = 64;

  private static final Pattern RANGE =
      Pattern.compile("([^\\[\\]]*)\\[(\\d{1,4})-(\\d{1,4})\\]([^\\[\\]]*)");

  /** Takes a copy. */
  UcxDevices {
    names = List.copyOf(names);
  }

  /** Reads a value. */
  static UcxDevices parse(String value) {
    boolean negated = value.startsWith("^");
    List<String> names = new ArrayList<>();
    Arrays.stream((negated ? value.substring(1) : value).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .flatMap(UcxDevices::expanded)
        .limit(MOST_NAMES)
        .forEach(names::add);
    return new UcxDevices(names, !negated && names.contains("all"), negated);
  }

  private static Stream<String> expanded(String name) {
    Matcher range = RANGE.matcher(name);
    if (!range.matches()) {
      return Stream.of(name);
    }
    List<String> expanded = new ArrayList<>();
    int last = Integer.parseInt(range.group(3));
    for (int i = Integer.parseInt(range.group(2)); i <= last; i++) {
      expanded.add(range.group(1) + i + range.group(4));
    }
    return expanded.isEmpty() ? Stream.of(name) : expanded.stream();
  }

  /** Whether a name is of a port. */
  static boolean names(String name, NodePort port) {
    return name.equals(port.device()) || name.equals(port.device() + ":" + port.port());
  }

  /** Whether the port may be used. */
  boolean allows(NodePort port) {
    return all || negated != names.stream().anyMatch(name -> names(name, port));
  }
}
