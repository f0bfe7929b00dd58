package io.kvlane.agent.peer;

import io.kvlane.core.peer.Refusal;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the exception of Netty or of the JDK's TLS engine why a handshake failed at the
 * serving side.
 */
final class HandshakeFailure {

  /** What the JDK says when a client shows no certificate, after the name of the alert. */
  private static final String NO_CERTIFICATE = "Empty client certificate chain";

  /** Causes are followed this far, since a chain of them may be a circle. */
  private static final int MOST_CAUSES = 16;

  private HandshakeFailure() {}

  /** The reason, {@link Refusal#HANDSHAKE_FAILED} when it is none of the others. */
  static Refusal classify(Throwable failure) {
    @Nullable Throwable cause = failure;
    Optional<Refusal> found = Optional.empty();
    for (int i = 0; i < MOST_CAUSES && cause != null && found.isEmpty(); i++) {
      found = reason(cause);
      cause = cause.getCause();
    }
    return found.orElse(Refusal.HANDSHAKE_FAILED);
  }

  private static Optional<Refusal> reason(Throwable cause) {
    return switch (cause) {
      case NotSslRecordException _ -> Optional.of(Refusal.NOT_TLS);
      case CertificateExpiredException _, CertificateNotYetValidException _ ->
          Optional.of(Refusal.EXPIRED_CERTIFICATE);
      case CertPathValidatorException invalid -> reason(invalid);
      case CertPathBuilderException _ when cause.getCause() == null ->
          Optional.of(Refusal.UNKNOWN_AUTHORITY);
      case SslHandshakeTimeoutException _ -> Optional.of(Refusal.TOO_SLOW);
      default ->
          String.valueOf(cause.getMessage()).endsWith(NO_CERTIFICATE)
              ? Optional.of(Refusal.NO_CERTIFICATE)
              : Optional.empty();
    };
  }

  private static Optional<Refusal> reason(CertPathValidatorException invalid) {
    CertPathValidatorException.Reason reason = invalid.getReason();
    if (reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID) {
      return Optional.of(Refusal.EXPIRED_CERTIFICATE);
    }
    if (reason == PKIXReason.NO_TRUST_ANCHOR || reason == BasicReason.INVALID_SIGNATURE) {
      return Optional.of(Refusal.UNKNOWN_AUTHORITY);
    }
    return Optional.empty();
  }
}
