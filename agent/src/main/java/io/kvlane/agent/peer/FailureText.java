package io.kvlane.agent.peer;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a connection failed, in words that say whose certificate is the matter. */
final class FailureText {

  private static final int DEEPEST = 16;

  private FailureText() {}

  /** One line. */
  static String of(Throwable failure) {
    if (find(failure, CertificateExpiredException.class).isPresent()) {
      return "its certificate has expired";
    }
    if (find(failure, CertificateNotYetValidException.class).isPresent()) {
      return "its certificate is not valid yet: compare the clocks";
    }
    if (find(failure, CertPathValidatorException.class).isPresent() || noPath(failure)) {
      return "its certificate is not signed by an authority in kvlane.control.authority-file";
    }
    Optional<SSLException> tls = find(failure, SSLException.class);
    if (tls.isEmpty()) {
      return String.valueOf(failure.getMessage());
    }
    String text = String.valueOf(tls.get().getMessage());
    return text.contains("Received fatal alert")
        ? "it does not accept this node's certificate (" + text + ")"
        : "no TLS connection: " + text;
  }

  /** The JDK's own exceptions for that are not public. */
  private static boolean noPath(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause -> String.valueOf(cause.getMessage()).contains("PKIX path building failed"));
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }
}
