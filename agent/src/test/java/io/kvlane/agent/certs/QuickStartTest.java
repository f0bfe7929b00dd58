package io.kvlane.agent.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private Path directory;

  private QuickStart files;

  @BeforeEach
  void name() {
    files = new QuickStart(directory.resolve("certs"));
  }

  private static X509Certificate certificate(Path file) throws Exception {
    try (InputStream content = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(content);
    }
  }

  /** Throws when the authority did not sign it, or it does not hold then. */
  private void validate(Instant then) throws Exception {
    PKIXParameters parameters =
        new PKIXParameters(
            Set.of(new TrustAnchor(certificate(files.authorityCertificate()), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(then));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(certificate(files.agentCertificate()))),
            parameters);
  }

  @Test
  void shouldMakeAnAuthorityAndACertificateThatItSigned() throws Exception {
    assertThat(files.make(NOW, YEAR)).isTrue();

    validate(NOW);
    validate(NOW.plus(YEAR).minusSeconds(1));
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> validate(NOW.plus(YEAR).plusSeconds(1)));
    assertThat(certificate(files.agentCertificate()).getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(certificate(files.agentCertificate()).getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate(files.authorityCertificate()).getBasicConstraints()).isZero();
  }

  @Test
  void shouldLetNobodyElseReadTheKeys() throws Exception {
    files.make(NOW, YEAR);

    for (Path key : List.of(files.agentKey(), files.authorityKey())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.directory())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldSignAgainWithTheAuthorityThatIsThere() throws Exception {
    files.make(NOW, YEAR);
    X509Certificate authority = certificate(files.authorityCertificate());
    X509Certificate agent = certificate(files.agentCertificate());

    assertThat(files.make(NOW.plus(300, ChronoUnit.DAYS), YEAR)).isFalse();

    assertThat(certificate(files.authorityCertificate())).isEqualTo(authority);
    assertThat(certificate(files.agentCertificate())).isNotEqualTo(agent);
    validate(NOW.plus(600, ChronoUnit.DAYS));
    try (Stream<Path> left = Files.list(files.directory())) {
      assertThat(left).hasSize(4);
    }
  }

  @Test
  void shouldLeaveEverythingWhereTheAuthorityIsNone() throws Exception {
    files.make(NOW, YEAR);
    String agent = Files.readString(files.agentCertificate());
    Files.writeString(files.authorityKey(), "no key");

    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> files.make(NOW, YEAR))
        .withMessage("no unencrypted PKCS#8 key in " + files.authorityKey());

    assertThat(files.agentCertificate()).hasContent(agent);
  }

  @Test
  void shouldNotShowAKey() throws Exception {
    files.make(NOW, YEAR);

    Identity identity = PemFiles.read(files.agentCertificate(), files.agentKey());

    assertThat(identity).hasToString("CN=kvlane agent");
  }
}
