package io.kvlane.agent.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority and certificates of agents in PEM files, made with the JDK's own keytool: {@code
 * agent.crt}, {@code agent.key} and {@code ca.crt}.
 */
public final class Certificates {

  private static final String PASSWORD = "changeit";

  private final Path store;

  private Certificates(Path directory) {
    this.store = directory.resolve("keys.p12");
  }

  /** Makes the files in a directory. */
  public static void make(Path directory) throws Exception {
    Certificates keys = new Certificates(directory);
    keys.makeAuthority();
    keys.make(directory, "agent", "-1H");
    Files.delete(keys.store);
  }

  /**
   * Makes the files in a directory, and of the same authority {@code expired.crt}, which was valid
   * until a week ago, and {@code future.crt}, which will be in a week, each with its key.
   */
  public static void makeWithOutdated(Path directory) throws Exception {
    Certificates keys = new Certificates(directory);
    keys.makeAuthority();
    keys.make(directory, "agent", "-1H");
    keys.make(directory, "expired", "-9d");
    keys.make(directory, "future", "+7d");
    Files.delete(keys.store);
  }

  private void makeAuthority() throws Exception {
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c");
  }

  private void make(Path directory, String name, String from) throws Exception {
    keytool(
        "-genkeypair", "-alias", name, "-dname", "CN=agent", "-signer", "ca", "-startdate", from);
    write(directory, name);
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "2",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("keytool: " + said);
    }
  }

  private void write(Path directory, String name) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Key key = keys.getKey(name, PASSWORD.toCharArray());
    pem(directory.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded());
    certificate(directory.resolve(name + ".crt"), keys.getCertificate(name));
    certificate(directory.resolve("ca.crt"), keys.getCertificate("ca"));
  }

  private static void certificate(Path file, Certificate certificate) throws Exception {
    pem(file, "CERTIFICATE", certificate.getEncoded());
  }

  private static void pem(Path file, String what, byte[] content) throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
  }
}
