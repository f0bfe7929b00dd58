package io.kvlane.agent.certs;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates and keys in PEM files (RFC 7468), each replaced as a whole or not at all. */
final class PemFiles {

  private PemFiles() {}

  /** Writes a certificate that everybody may read, and a key that only its owner may. */
  static void write(Identity identity, Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    write(key, "rw-------", "PRIVATE KEY", identity.key().getEncoded());
    write(certificate, "rw-r--r--", "CERTIFICATE", identity.certificate().getEncoded());
  }

  private static void write(Path file, String permissions, String type, byte[] content)
      throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(new PemObject(type, content));
    }
    Path fresh =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    try {
      Files.writeString(fresh, text.toString());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * Reads a certificate and its key.
   *
   * @throws GeneralSecurityException when a file holds something else
   */
  static Identity read(Path certificate, Path key) throws IOException, GeneralSecurityException {
    try (InputStream content = Files.newInputStream(certificate);
        PEMParser pem = new PEMParser(Files.newBufferedReader(key, StandardCharsets.US_ASCII))) {
      if (!(pem.readObject() instanceof PrivateKeyInfo info)) {
        throw new GeneralSecurityException("no unencrypted PKCS#8 key in " + key);
      }
      return new Identity(
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(content),
          new JcaPEMKeyConverter().getPrivateKey(info));
    }
  }
}
