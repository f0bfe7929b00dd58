package io.kvlane.core.peer;

import io.kvlane.core.transfer.Labelled;

/** Why a connection to the control port, or what was asked over it, was refused. */
public enum Refusal implements Labelled {
  /** What came was no TLS: plain text, another protocol, noise. */
  NOT_TLS("not_tls"),

  /** It showed no certificate. */
  NO_CERTIFICATE("no_certificate"),

  /** Its certificate is of another authority than the configured one. */
  UNKNOWN_AUTHORITY("unknown_authority"),

  /** Its certificate has expired or is not valid yet; a wrong clock looks the same. */
  EXPIRED_CERTIFICATE("expired_certificate"),

  /** The handshake failed for another reason: another version of TLS, hung up, not trusting us. */
  HANDSHAKE_FAILED("handshake_failed"),

  /** It took too long for the handshake, or to say something. */
  TOO_SLOW("too_slow"),

  /** It had to give way to others. */
  TOO_MANY_CONNECTIONS("too_many_connections"),

  /** What it said is no message of the protocol, or not one that may come now. */
  NOT_A_MESSAGE("not_a_message"),

  /** A message longer than the longest there can be. */
  TOO_LONG("too_long"),

  /** It speaks another version of the protocol. */
  VERSION("version"),

  /** It asks more often than a peer has reason to. */
  TOO_OFTEN("too_often");

  private final String label;

  Refusal(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
