package io.kvlane.probes.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles the C sources in {@code src/test/resources/c}, on machines that have gcc. Tests are
 * skipped on others.
 */
public final class CCompiler {

  private static final String GCC = "gcc";
  private static final List<String> SHARED = List.of("-shared", "-fPIC", "-O1");

  private CCompiler() {}

  /** Skips the test on a machine that cannot compile C. */
  public static void assumePresent() {
    boolean present =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, GCC)));
    assumeTrue(present, "gcc is missing (Debian: apt-get install gcc libc6-dev)");
  }

  /** Skips the test on a machine without a header; says in which package it comes. */
  public static void assumeHeader(String header, String debianPackage, List<String> flags)
      throws IOException, InterruptedException {
    assumePresent();
    Path source = Files.createTempFile("header", ".c");
    try {
      Files.writeString(source, "#include <" + header + ">\n");
      List<String> command = new ArrayList<>(List.of(GCC, "-fsyntax-only", source.toString()));
      command.addAll(flags);
      Command.Result result = Command.run(command);
      assumeTrue(
          result.status() == 0,
          header + " is missing (Debian: apt-get install " + debianPackage + ")");
    } finally {
      Files.delete(source);
    }
  }

  /** Compiles a program. */
  public static Path program(String source, Path target, List<String> flags)
      throws IOException, InterruptedException {
    return compile(resource(source), target, flags);
  }

  /** Compiles a shared library. */
  public static Path library(String source, Path target) throws IOException, InterruptedException {
    return compile(resource(source), target, SHARED);
  }

  /** Compiles a shared library from the text of its source. */
  public static Path libraryOf(String text, Path target) throws IOException, InterruptedException {
    return compileText(text, target, SHARED);
  }

  /** Compiles a program from the text of its source, which may pass null for anything. */
  public static Path programOf(String text, Path target) throws IOException, InterruptedException {
    return compileText(text, target, List.of("-Wno-nonnull"));
  }

  private static Path compileText(String text, Path target, List<String> flags)
      throws IOException, InterruptedException {
    Path source = Files.createTempFile("source", ".c");
    try {
      return compile(Files.writeString(source, text), target, flags);
    } finally {
      Files.delete(source);
    }
  }

  private static Path compile(Path source, Path target, List<String> flags)
      throws IOException, InterruptedException {
    assumePresent();
    List<String> command = new ArrayList<>(List.of(GCC, "-Wall", "-Werror"));
    command.addAll(List.of("-o", target.toString(), source.toString()));
    command.addAll(flags);
    Command.run(command).successful();
    return target;
  }

  private static Path resource(String source) {
    URL url = CCompiler.class.getResource("/c/" + source);
    if (url == null) {
      throw new IllegalArgumentException("no resource /c/" + source);
    }
    return Path.of(URI.create(url.toString()));
  }
}
