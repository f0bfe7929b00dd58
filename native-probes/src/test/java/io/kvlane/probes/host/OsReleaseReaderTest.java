package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OsReleaseReaderTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "'ID=ubuntu\nVERSION_ID=\"24.04\"', ubuntu 24.04",
    "'VERSION_ID=''8.10''\nID=\"rocky\"', rocky 8.10",
    "'PRETTY_NAME=Arch\nID=arch\nID_LIKE=other', arch"
  })
  void shouldNameTheDistribution(String lines, String expected) {
    assertThat(OsReleaseReader.parse(lines)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ID", "ID=", "ID=\"", "ID=no name", "VERSION_ID=12", " ID=x\u0000"})
  void shouldNotMakeUpADistribution(String lines) {
    assertThat(OsReleaseReader.parse(lines)).isEmpty();
  }

  @Test
  void shouldLookWhereTheDistributionKeepsTheFile() throws IOException {
    MadeHost host = new MadeHost(directory).file("usr/lib/os-release", "ID=flatcar");

    assertThat(new OsReleaseReader(host.root()).distribution()).contains("flatcar");

    host.file("etc/os-release", "ID=debian");

    assertThat(new OsReleaseReader(host.root()).distribution()).contains("debian");
  }
}
