package io.kvlane.probes.host;

import io.kvlane.core.snapshot.ProbeResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The files of a host, read in another and simpler way than the readers do, and what was said of
 * the host and does not stand in them.
 *
 * @param root directory of the host
 * @param madeUp what does not stand in the files
 */
record Witness(Path root, List<String> madeUp) {

  /** What is said and stands nowhere; none when the readers have made up nothing. */
  static List<String> madeUp(Path root, Inspected said) {
    Witness witness = new Witness(root, new ArrayList<>());
    new RdmaWitness(witness).check(said.devices());
    new PciWitness(witness).check(said.tree());
    HostWitness host = new HostWitness(witness);
    said.hostFacts().ifPresent(host::check);
    said.pairs().forEach(host::check);
    witness.absent(said.rdma(), "sys/class", "infiniband");
    witness.absent(said.pci(), "sys/bus/pci", "devices");
    return witness.madeUp();
  }

  /** What is called absent must not be there, neither whole nor broken. */
  private void absent(ProbeResult<?> said, String parent, String name) {
    String[] names =
        Objects.requireNonNullElse(root.resolve(parent).toFile().list(), new String[0]);
    check(
        !(said instanceof ProbeResult.NotPresent) || !Arrays.asList(names).contains(name),
        parent + "/" + name + ": " + said);
  }

  /** Takes note of a claim that does not stand in the files. */
  void check(boolean stands, Object claim) {
    if (!stands) {
      madeUp.add(claim.toString());
    }
  }

  boolean isDirectory(String path) {
    return root.resolve(path).toFile().isDirectory();
  }

  boolean isFile(String path) {
    return root.resolve(path).toFile().isFile();
  }

  String text(String path) {
    return text(root, path);
  }

  /** Text of a file, empty when it has none; what is not ASCII is replaced, and so never equal. */
  static String text(Path directory, String name) {
    return new String(bytes(directory.resolve(name)), StandardCharsets.US_ASCII).strip();
  }

  /** A number without its leading zeros, which are no part of the value. */
  static String number(Path directory, String name) {
    return text(directory, name).replaceFirst("^0+(?=\\d)", "");
  }

  static byte[] bytes(Path file) {
    try {
      return file.toFile().isFile() ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Where a link leads, empty for what is none. */
  static String link(Path directory, String name) {
    Path link = directory.resolve(name);
    try {
      return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
    } catch (IOException e) {
      return "";
    }
  }
}
