package io.kvlane.probes.host;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.host.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the driver of NVIDIA's GPUs says of itself.
 *
 * @param version such as {@code 570.86.15}
 * @param open whether it is the open kernel module
 */
record NvidiaVersion(Version version, boolean open) {

  /**
   * The first line of {@code /proc/driver/nvidia/version}. Something follows the version, so that
   * one that was cut off is not taken for another.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "NVRM version: NVIDIA UNIX (?:(Open) Kernel Module for \\w+|\\w+ Kernel Module)"
              + " +(\\d+(?:\\.\\d+){1,3}) .*");

  /** Reads the file; empty when it does not begin with such a line. */
  static Optional<NvidiaVersion> parse(String text) {
    Matcher matcher = LINE.matcher(text.lines().findFirst().orElse(""));
    return matcher.matches()
        ? Version.parse(matcher.group(2))
            .map(version -> new NvidiaVersion(version, matcher.group(1) != null))
        : Optional.empty();
  }

  /** Whether a driver is the open one, unknown without a driver that says so. */
  static Support open(Optional<NvidiaVersion> driver) {
    return driver.map(found -> Support.of(found.open())).orElse(Support.UNKNOWN);
  }
}
