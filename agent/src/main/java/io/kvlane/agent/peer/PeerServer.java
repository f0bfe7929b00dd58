package io.kvlane.agent.peer;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.config.Settings;
import io.kvlane.core.snapshot.ControlReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens for the agents of other nodes, where there are certificates. Requests are carried out one
 * after the other by a thread of their own; the event loop never waits.
 */
public final class PeerServer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(PeerServer.class);

  /**
   * Beyond what the longest session may last: whatever a connection does, it does not outlive this
   * much silence.
   */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final ControlSettings control;
  private final ControlContext context;
  private volatile Listening listening;
  private @Nullable NetServer server;
  private @Nullable CredentialWatch watch;

  /**
   * Whether other nodes can reach this one.
   *
   * @param asWanted it listens, or has nothing to listen with
   * @param text in words; one line
   */
  public record Listening(boolean asWanted, String text) {}

  /**
   * A server that does not listen yet.
   *
   * @param sessions what serves, used by this server alone
   */
  public PeerServer(Settings settings, PeerSessions sessions, Vertx vertx) {
    this(settings.control(), Patience.of(settings), new AskingRate(), sessions, vertx);
  }

  PeerServer(
      ControlSettings control, Patience patience, AskingRate rate, Sessions sessions, Vertx vertx) {
    this.vertx = vertx;
    this.control = control;
    this.context = ControlContext.of(vertx, patience, rate, sessions);
    this.listening =
        control.credentials().isPresent()
            ? new Listening(false, "not listening yet")
            : new Listening(true, "not listening: there are no certificates");
  }

  /** How it is at the moment. May be asked by any thread. */
  public Listening listening() {
    return listening;
  }

  /**
   * What has happened on the port, empty where there are no certificates and so no port. May be
   * asked by any thread.
   */
  public Optional<ControlReport> report() {
    return control.credentials().map(_ -> context.counters().report());
  }

  /**
   * Begins to listen, where there are certificates. That takes a while, for which nobody needs to
   * wait: until then other nodes find this one unreachable.
   *
   * @return done when it listens, or has nothing to listen with
   */
  public Future<Void> start() {
    return control.credentials().map(this::listen).orElseGet(Future::succeededFuture);
  }

  private Future<Void> listen(Credentials credentials) {
    NetServer created =
        vertx
            .createNetServer(
                ControlOptions.server(
                    control, credentials, IDLE.plus(context.patience().session())))
            .connectHandler(socket -> ControlConnection.accept(socket, context));
    server = created;
    watch =
        new CredentialWatch(credentials, vertx, options -> created.updateSSLOptions(options, true));
    return vertx
        .executeBlocking(PeerServer::loadTls)
        .compose(_ -> created.listen())
        .onSuccess(_ -> listens())
        .onFailure(this::cannotListen)
        .mapEmpty();
  }

  /**
   * Loads what Netty needs for TLS, which takes up to seconds, before the event loop would do so at
   * the first connection, and keep it and others waiting.
   */
  private static Class<?> loadTls() throws ClassNotFoundException {
    return Class.forName("io.netty.handler.ssl.JdkSslServerContext");
  }

  private void listens() {
    listening = new Listening(true, "listening on " + address());
    LOG.infof(
        "agents of other nodes may transfer with this one: %s, %d peers",
        address(), control.peers().size());
  }

  private void cannotListen(Throwable cause) {
    listening = new Listening(false, "cannot listen on " + address() + ": " + cause.getMessage());
    LOG.errorf("no other node can transfer with this one: %s", listening.text());
  }

  private String address() {
    return control.host() + " port " + control.port();
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    if (server != null) {
      server.close();
    }
    context.steps().close();
  }
}
