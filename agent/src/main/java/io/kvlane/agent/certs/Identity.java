package io.kvlane.agent.certs;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A certificate and its key.
 *
 * @param certificate the certificate
 * @param key its private key
 */
record Identity(X509Certificate certificate, PrivateKey key) {

  /** Never shows the key. */
  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName();
  }
}
