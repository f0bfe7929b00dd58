package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void shouldTakeWhatIsTooLongForAnAttributeForAbsent() throws IOException {
    assertThat(HostRoot.text(file("x".repeat((64 << 10) - 1)))).isPresent();
    assertThat(HostRoot.text(file("x".repeat(64 << 10)))).isEmpty();
    assertThat(HostRoot.text(Path.of("/dev/zero"))).isEmpty();
  }

  @Test
  void shouldTakeALinkThatLeadsToItselfForAbsent() throws IOException {
    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThat(HostRoot.text(loop)).isEmpty();
    assertThat(HostRoot.entries(loop)).isEmpty();
    assertThat(HostRoot.isFile(loop)).isFalse();
  }

  @Test
  void shouldTellAnEmptyDirectoryFromNone() {
    assertThat(HostRoot.listing(directory)).contains(List.of());
    assertThat(HostRoot.listing(directory.resolve("missing"))).isEmpty();
  }

  @Test
  void shouldNotTakeADirectoryForAFile() throws IOException {
    assertThat(HostRoot.isFile(directory)).isFalse();
    assertThat(HostRoot.isFile(directory.resolve("missing"))).isFalse();
    assertThat(HostRoot.isFile(file("x"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "../devices/a, sys/devices/a",
    "/sys/devices/a, sys/devices/a",
    "/../devices, devices",
    "../../../devices,"
  })
  void shouldFollowALinkBelowTheRootOnly(String target, String expected) throws IOException {
    MadeHost host = new MadeHost(directory).link("sys/bus/entry", target);

    assertThat(host.root().follow(directory.resolve("sys/bus/entry")))
        .isEqualTo(Optional.ofNullable(expected).map(directory::resolve));
  }

  @Test
  void shouldNotFollowWhatIsNoLink() throws IOException {
    HostRoot root = new HostRoot(directory);

    assertThat(root.follow(file("x"))).isEmpty();
    assertThat(root.follow(directory.resolve("missing"))).isEmpty();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("attribute"), content + "\n");
  }
}
