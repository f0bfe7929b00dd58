package io.kvlane.agent.cli;

import io.kvlane.core.snapshot.BuildInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;

/** What is running, as the build noted it. */
public final class BuildInfoSource implements CommandLine.IVersionProvider {

  private static final String RESOURCE = "/kvlane-build.properties";

  /** Reads the build's note. */
  public static BuildInfo read() {
    Properties note = new Properties();
    try (InputStream in = BuildInfoSource.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        note.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        note.getProperty("version", "unknown"),
        note.getProperty("revision", "unknown"),
        Runtime.version().toString());
  }

  @Override
  public String[] getVersion() {
    BuildInfo build = read();
    return new String[] {
      "kvlane " + build.version() + " (" + build.revision() + "), Java " + build.javaVersion()
    };
  }
}
