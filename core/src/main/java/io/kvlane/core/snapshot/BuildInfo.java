package io.kvlane.core.snapshot;

/**
 * What is running.
 *
 * @param version version of kvlane
 * @param revision commit it was built from, or {@code unknown}
 * @param javaVersion version of the Java runtime
 */
public record BuildInfo(String version, String revision, String javaVersion) {}
