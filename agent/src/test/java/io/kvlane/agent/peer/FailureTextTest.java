package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  private static Exception handshake(Throwable cause) {
    SSLHandshakeException failure = new SSLHandshakeException(cause.getMessage());
    failure.initCause(cause);
    return new IOException("Failed to create SSL connection", failure);
  }

  @Test
  void shouldLeaveOtherFailuresAsTheyAre() {
    assertThat(FailureText.of(new ConnectException("Connection refused")))
        .isEqualTo("Connection refused");
    assertThat(FailureText.of(new IOException((String) null))).isEqualTo("null");
  }

  @Test
  void shouldSayThatTheOtherNodesCertificateIsNotTrusted() {
    String untrusted =
        "its certificate is not signed by an authority in kvlane.control.authority-file";

    assertThat(FailureText.of(handshake(new CertPathValidatorException("signature check failed"))))
        .isEqualTo(untrusted);
    assertThat(
            FailureText.of(
                handshake(new CertificateException("PKIX path building failed: unable to find …"))))
        .isEqualTo(untrusted);
  }

  @Test
  void shouldSayThatTheOtherNodesCertificateIsOutOfTime() {
    assertThat(
            FailureText.of(
                handshake(
                    new CertPathValidatorException(
                        "validity check failed", new CertificateExpiredException("NotAfter: …")))))
        .isEqualTo("its certificate has expired");
    assertThat(
            FailureText.of(
                handshake(
                    new CertPathValidatorException(
                        "validity check failed",
                        new CertificateNotYetValidException("NotBefore: …")))))
        .isEqualTo("its certificate is not valid yet: compare the clocks");
  }

  @Test
  void shouldSayThatTheOtherNodeDoesNotTrustThisOne() {
    assertThat(
            FailureText.of(
                new IOException(
                    new SSLHandshakeException("Received fatal alert: certificate_unknown"))))
        .isEqualTo(
            "it does not accept this node's certificate (Received fatal alert: certificate_unknown)");
  }

  @Test
  void shouldSayThatThereIsNoTls() {
    assertThat(FailureText.of(new SSLException("not an SSL/TLS record")))
        .isEqualTo("no TLS connection: not an SSL/TLS record");
  }

  @Test
  void shouldNotFollowCausesForEver() {
    Exception one = new Exception("one");
    one.initCause(new Exception("two", one));

    assertThat(FailureText.of(one)).isEqualTo("one");
  }
}
