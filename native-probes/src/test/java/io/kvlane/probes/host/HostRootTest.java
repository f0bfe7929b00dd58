package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRootTest {

  @TempDir private Path directory;

  @Test
  void shouldIdentifyTheMachine() {
    assertThat(Hosts.host("mlx5-infiniband").machineId())
        .contains("0123456789abcdef0123456789abcdef");
  }

  @Test
  void shouldNotIdentifyAMachineBeforeItsFirstBoot() {
    assertThat(Hosts.host("no-rdma").machineId()).isEmpty();
  }

  @Test
  void shouldNotIdentifyAMachineWithoutTheFile() {
    assertThat(new HostRoot(directory).machineId()).isEmpty();
  }

  @Test
  void shouldReadTheLargestNumber() throws IOException {
    assertThat(HostRoot.number(file(Long.toString(Long.MAX_VALUE))))
        .isEqualTo(OptionalLong.of(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(none)", "\n"})
  void shouldNotNameAMachineThatHasNoName(String content) throws IOException {
    Files.createDirectories(directory.resolve("proc/sys/kernel"));
    Files.writeString(directory.resolve("proc/sys/kernel/hostname"), content);
    assertThat(new HostRoot(directory).hostName()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "N/A (no PMA)",
        "-1",
        "1.5",
        "0x10",
        "12 bytes",
        // All bits set, as a counter that is not supported may be.
        "18446744073709551615",
        "99999999999999999999"
      })
  void shouldTellWhatIsNoCount(String content) throws IOException {
    assertThat(HostRoot.number(file(content))).isEmpty();
  }

  @Test
  void shouldTakeADirectoryForAbsent() {
    assertThat(HostRoot.number(directory)).isEmpty();
    assertThat(HostRoot.text(directory)).isEmpty();
  }

  @Test
  void shouldTakeBinaryContentForAbsent() throws IOException {
    assertThat(HostRoot.text(Files.write(directory.resolve("raw"), new byte[] {(byte) 0xff})))
        .isEmpty();
  }

  @Test
  void shouldListEntriesByName() throws IOException {
    for (String name : new String[] {"b", "a", "c"}) {
      Files.createFile(directory.resolve(name));
    }

    assertThat(HostRoot.entries(directory))
        .extracting(entry -> entry.getFileName().toString())
        .containsExactly("a", "b", "c");
  }

  @Test
  void shouldListNothingOfAFile() throws IOException {
    assertThat(HostRoot.entries(file("x"))).isEmpty();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("attribute"), content + "\n");
  }
}
