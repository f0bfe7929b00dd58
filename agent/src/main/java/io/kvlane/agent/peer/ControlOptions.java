package io.kvlane.agent.peer;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.ControlSettings.Credentials;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SSLOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** TLS 1.3 with certificates on both sides. */
final class ControlOptions {

  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");

  private ControlOptions() {}

  /**
   * A server that accepts connections before their handshake, so that they are counted and bounded
   * from then on: each is to be upgraded to TLS with these options.
   */
  static NetServerOptions server(ControlSettings settings, Credentials credentials, Duration idle) {
    return new NetServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setSsl(false)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setKeyCertOptions(key(credentials))
        .setTrustOptions(authority(credentials))
        .setClientAuth(ClientAuth.REQUIRED)
        .setIdleTimeout(Math.toIntExact(idle.toSeconds()))
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  /**
   * Trusts the authority, not names: addresses of nodes change, and one certificate may serve all.
   */
  static NetClientOptions client(Credentials credentials, Duration connectWithin) {
    return new NetClientOptions()
        .setSsl(true)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setKeyCertOptions(key(credentials))
        .setTrustOptions(authority(credentials))
        .setHostnameVerificationAlgorithm("")
        .setSslHandshakeTimeout(connectWithin.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setConnectTimeout(Math.toIntExact(connectWithin.toMillis()));
  }

  /** What of it changes with the files: the rest of a server's or a client's options stays. */
  static SSLOptions ssl(Credentials credentials) {
    return new SSLOptions()
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setKeyCertOptions(key(credentials))
        .setTrustOptions(authority(credentials));
  }

  private static PemKeyCertOptions key(Credentials credentials) {
    return new PemKeyCertOptions()
        .setCertPath(credentials.certificate().toString())
        .setKeyPath(credentials.key().toString());
  }

  private static PemTrustOptions authority(Credentials credentials) {
    return new PemTrustOptions().addCertPath(credentials.authority().toString());
  }
}
