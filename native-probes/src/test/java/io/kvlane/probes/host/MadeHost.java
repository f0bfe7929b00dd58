package io.kvlane.probes.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A host of which a test makes file by file what it needs. */
record MadeHost(Path path) {

  HostRoot root() {
    return new HostRoot(path);
  }

  /** Writes a file, with the end of line that the kernel appends. */
  MadeHost file(String name, String text) throws IOException {
    return file(name, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  MadeHost file(String name, byte[] content) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  MadeHost directory(String name) throws IOException {
    Files.createDirectories(path.resolve(name));
    return this;
  }

  /** Makes a symbolic link, whether or not something is where it leads. */
  MadeHost link(String name, String target) throws IOException {
    Path link = path.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
    return this;
  }

  /** Makes a function on the PCI bus, and the entry that leads to it. */
  MadeHost function(String below, String address, String classCode, String vendor)
      throws IOException {
    String directory = "sys/devices/" + below + "/" + address;
    file(directory + "/class", classCode);
    file(directory + "/vendor", vendor);
    file(directory + "/device", "0x2330");
    return link("sys/bus/pci/devices/" + address, "../../../devices/" + below + "/" + address);
  }
}
