package io.kvlane.agent.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.samples.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that Vert.x could not use are refused in one line that names key and file. */
class CredentialFilesTest {

  @TempDir private Path directory;

  @BeforeEach
  void make() throws Exception {
    Certificates.make(directory);
  }

  private Credentials credentials(String certificate, String key, String authority) {
    return new Credentials(
        directory.resolve(certificate), directory.resolve(key), directory.resolve(authority));
  }

  @Test
  void shouldAcceptFilesThatBelongTogether() {
    assertThatCode(() -> CredentialFiles.check(credentials("agent.crt", "agent.key", "ca.crt")))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    assertRefused(
        credentials("agent.crt", "agent.key", "gone.crt"),
        "kvlane.control.authority-file: cannot read DIRECTORY/gone.crt: NoSuchFileException");
  }

  @Test
  void shouldRefuseACertificateThatIsNone() throws Exception {
    Files.writeString(directory.resolve("none.crt"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
    assertRefused(
        credentials("none.crt", "agent.key", "ca.crt"),
        "kvlane.control.certificate-file: DIRECTORY/none.crt holds no certificates that can be read:"
            + " name a PEM file");
  }

  @Test
  void shouldRefuseAnEmptyCertificate() throws Exception {
    Files.createFile(directory.resolve("empty.crt"));
    assertRefused(
        credentials("empty.crt", "agent.key", "ca.crt"),
        "kvlane.control.certificate-file: no certificate in DIRECTORY/empty.crt: name a PEM file");
  }

  @Test
  void shouldRefuseAnEncryptedKey() throws Exception {
    Files.writeString(
        directory.resolve("secret.key"),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    assertRefused(
        credentials("agent.crt", "secret.key", "ca.crt"),
        "kvlane.control.key-file: no unencrypted PKCS#8 key in DIRECTORY/secret.key: convert it with"
            + " `openssl pkcs8 -topk8 -nocrypt`");
  }

  @Test
  void shouldRefuseTheKeyOfAnotherCertificate() {
    assertRefused(
        credentials("ca.crt", "agent.key", "ca.crt"),
        "kvlane.control.key-file: DIRECTORY/agent.key is not the key of the certificate: name the one"
            + " that is");
  }

  @Test
  void shouldRefuseAKeyThatIsBroken() throws Exception {
    Files.writeString(
        directory.resolve("broken.key"),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertRefused(
        credentials("agent.crt", "broken.key", "ca.crt"),
        "kvlane.control.key-file: DIRECTORY/broken.key is not a key of the certificate's kind (EC)");
  }

  private void assertRefused(Credentials credentials, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> CredentialFiles.check(credentials))
        .withMessage(message.replace("DIRECTORY", directory.toString()));
  }
}
