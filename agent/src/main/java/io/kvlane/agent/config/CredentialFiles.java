package io.kvlane.agent.config;

import io.kvlane.agent.config.ControlSettings.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes sure that certificates and key can be used before the agent starts: Vert.x would say so
 * only when it listens, and in several lines.
 */
public final class CredentialFiles {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final byte[] ANYTHING = {1, 2, 3};

  private CredentialFiles() {}

  /**
   * Reads all three files.
   *
   * @throws ConfigException naming the key of the file that cannot be used, and why
   */
  public static void check(Credentials credentials) throws ConfigException {
    PublicKey certified =
        certificates("kvlane.control.certificate-file", credentials.certificate())
            .iterator()
            .next()
            .getPublicKey();
    certificates("kvlane.control.authority-file", credentials.authority());
    checkKey(credentials.key(), certified);
  }

  private static Collection<? extends Certificate> certificates(String key, Path file)
      throws ConfigException {
    try (InputStream content = Files.newInputStream(file)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(content);
      if (certificates.isEmpty()) {
        throw new ConfigException(key + ": no certificate in " + file + ": name a PEM file");
      }
      return certificates;
    } catch (IOException e) {
      throw unreadable(key, file, e);
    } catch (GeneralSecurityException e) {
      throw new ConfigException(
          key + ": " + file + " holds no certificates that can be read: name a PEM file", e);
    }
  }

  private static void checkKey(Path file, PublicKey certified) throws ConfigException {
    String key = "kvlane.control.key-file";
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw unreadable(key, file, e);
    }
    Matcher pem = KEY.matcher(text);
    if (!pem.find()) {
      throw new ConfigException(
          key
              + ": no unencrypted PKCS#8 key in "
              + file
              + ": convert it with `openssl pkcs8 -topk8 -nocrypt`");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
      PrivateKey secret =
          KeyFactory.getInstance(certified.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (!belong(secret, certified)) {
        throw new ConfigException(
            key + ": " + file + " is not the key of the certificate: name the one that is");
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ConfigException(
          key
              + ": "
              + file
              + " is not a key of the certificate's kind ("
              + certified.getAlgorithm()
              + ")",
          e);
    }
  }

  /** Whether what one signs the other verifies. */
  private static boolean belong(PrivateKey secret, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> certified.getAlgorithm();
        };
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(secret);
    signer.update(ANYTHING);
    byte[] signed = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certified);
    verifier.update(ANYTHING);
    return verifier.verify(signed);
  }

  private static ConfigException unreadable(String key, Path file, IOException e) {
    return new ConfigException(
        key + ": cannot read " + file + ": " + e.getClass().getSimpleName(), e);
  }
}
