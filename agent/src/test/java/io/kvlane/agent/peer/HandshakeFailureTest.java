package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kvlane.core.peer.Refusal;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each exception means; {@link ControlRefusalsTest} has the real ones. */
class HandshakeFailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new NotSslRecordException("not an SSL/TLS record: 474554"), Refusal.NOT_TLS),
        arguments(
            new SSLHandshakeException("Empty client certificate chain"), Refusal.NO_CERTIFICATE),
        arguments(
            new SSLHandshakeException("(certificate_required) Empty client certificate chain"),
            Refusal.NO_CERTIFICATE),
        arguments(
            handshake("PKIX path building failed", new CertPathBuilderException("unable to find")),
            Refusal.UNKNOWN_AUTHORITY),
        arguments(
            handshake("no anchor", invalid(PKIXReason.NO_TRUST_ANCHOR)), Refusal.UNKNOWN_AUTHORITY),
        arguments(
            handshake("signature", invalid(BasicReason.INVALID_SIGNATURE)),
            Refusal.UNKNOWN_AUTHORITY),
        arguments(
            handshake(
                "PKIX path validation failed",
                new CertPathValidatorException(
                    "validity check failed", new CertificateExpiredException("NotAfter: ..."))),
            Refusal.EXPIRED_CERTIFICATE),
        arguments(
            handshake("PKIX", new CertificateNotYetValidException("NotBefore: ...")),
            Refusal.EXPIRED_CERTIFICATE),
        arguments(handshake("expired", invalid(BasicReason.EXPIRED)), Refusal.EXPIRED_CERTIFICATE),
        arguments(
            handshake("not yet", invalid(BasicReason.NOT_YET_VALID)), Refusal.EXPIRED_CERTIFICATE),
        arguments(
            handshake("built in vain", new CertPathBuilderException(invalid(BasicReason.EXPIRED))),
            Refusal.EXPIRED_CERTIFICATE),
        arguments(handshake("revoked", invalid(BasicReason.REVOKED)), Refusal.HANDSHAKE_FAILED),
        arguments(
            new SslHandshakeTimeoutException("handshake timed out after 10000ms"),
            Refusal.TOO_SLOW),
        arguments(
            new SSLHandshakeException("Client requested protocol TLSv1.2 is not enabled"),
            Refusal.HANDSHAKE_FAILED),
        arguments(new SSLException("Received fatal alert: unknown_ca"), Refusal.HANDSHAKE_FAILED),
        arguments(new IOException("Connection reset"), Refusal.HANDSHAKE_FAILED),
        arguments(new ClosedChannelException(), Refusal.HANDSHAKE_FAILED));
  }

  private static CertPathValidatorException invalid(Reason reason) {
    return new CertPathValidatorException("invalid", null, null, -1, reason);
  }

  private static SSLHandshakeException handshake(String message, Exception cause) {
    SSLHandshakeException failure = new SSLHandshakeException(message);
    failure.initCause(new CertificateException(message, cause));
    return failure;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldTellWhatTheExceptionMeans(Throwable failure, Refusal reason) {
    assertThat(HandshakeFailure.classify(failure)).isEqualTo(reason);
  }

  @Test
  void shouldNotFollowCausesInACircle() {
    Exception one = new Exception("one");
    Exception other = new Exception("other", one);
    one.initCause(other);

    assertThat(HandshakeFailure.classify(one)).isEqualTo(Refusal.HANDSHAKE_FAILED);
  }
}
