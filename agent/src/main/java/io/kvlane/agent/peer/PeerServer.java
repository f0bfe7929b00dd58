package io.kvlane.agent.peer;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens for the agents of other nodes, where there are certificates. Requests are carried out one
 * after the other by a thread of their own; the event loop never waits.
 */
public final class PeerServer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(PeerServer.class);

  static final int MOST_CONNECTIONS = 16;

  /** Silence, beyond what the longest session may last, after which a connection is closed. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final ControlSettings control;
  private final PeerSessions sessions;
  private final Duration handshakeWithin;
  private final long longestSessionMillis;
  private final ThreadPoolExecutor worker;
  private final AtomicInteger connections = new AtomicInteger();
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
    this.vertx = vertx;
    this.control = settings.control();
    this.sessions = sessions;
    this.handshakeWithin = settings.deadline();
    this.longestSessionMillis =
        settings.startDeadline().plus(settings.deadline().multipliedBy(8)).toMillis();
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(2 * MOST_CONNECTIONS),
            Thread.ofPlatform().daemon().name("kvlane-serve").factory());
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
   * Begins to listen, where there are certificates. That takes a while, for which nobody needs to
   * wait: until then other nodes find this one unreachable.
   *
   * @return done when it listens, or has nothing to listen with
   */
  public Future<Void> start() {
    return control.credentials().map(this::listen).orElseGet(Future::succeededFuture);
  }

  private Future<Void> listen(Credentials credentials) {
    Duration idle = IDLE.plusMillis(longestSessionMillis);
    NetServer created =
        vertx
            .createNetServer(ControlOptions.server(control, credentials, handshakeWithin, idle))
            .connectHandler(this::connected)
            .exceptionHandler(e -> LOG.debugf("a connection was refused: %s", e.getMessage()));
    server = created;
    watch =
        new CredentialWatch(credentials, vertx, options -> created.updateSSLOptions(options, true));
    return created.listen().onSuccess(_ -> listens()).onFailure(this::cannotListen).mapEmpty();
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

  private void connected(NetSocket socket) {
    if (connections.incrementAndGet() > MOST_CONNECTIONS) {
      connections.decrementAndGet();
      socket.close();
      return;
    }
    AtomicBoolean busy = new AtomicBoolean();
    socket.handler(
        RecordParser.newDelimited(PeerProtocol.END_OF_LINE, line -> took(socket, busy, line))
            .maxRecordSize(PeerProtocol.MOST_LINE_BYTES)
            .exceptionHandler(_ -> socket.close()));
    socket.exceptionHandler(_ -> socket.close());
    // Counted until its session has ended, so that the queue of steps cannot overflow.
    socket.closeHandler(_ ->
        later(() -> {
          sessions.end(socket);
          connections.decrementAndGet();
        }));
  }

  private void took(NetSocket socket, AtomicBoolean busy, Buffer line) {
    try {
      PeerRequest request = PeerProtocol.read(line, PeerRequest.class);
      if (busy.getAndSet(true)) {
        throw new IOException("another request before the answer to the last one");
      }
      later(() -> {
        Buffer answer = PeerProtocol.line(answer(socket, request));
        busy.set(false);
        socket.write(answer);
      });
    } catch (IOException e) {
      LOG.debugf("%s: %s", socket.remoteAddress(), e.getMessage());
      socket.close();
    }
  }

  /** Carries out a step in the order of the steps: one request a connection, and its end. */
  private void later(Runnable step) {
    try {
      worker.execute(step);
    } catch (RejectedExecutionException ending) {
      LOG.debug("a step is left out: the agent is ending");
    }
  }

  private PeerAnswer answer(NetSocket socket, PeerRequest request) {
    if (request.v() != PeerProtocol.VERSION) {
      return PeerAnswer.refused(
          Problem.Kind.INVALID,
          "it speaks version "
              + PeerProtocol.VERSION
              + " of the protocol: install the same kvlane");
    }
    try {
      return carryOut(socket, request);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return PeerAnswer.notNow(new NotNow(NotNow.Reason.ENDING, "the agent is ending"));
    }
  }

  private PeerAnswer carryOut(NetSocket socket, PeerRequest request) throws InterruptedException {
    if (request.arm() != null) {
      return sessions.arm(socket, request.arm());
    }
    if (request.close() != null) {
      return sessions.close(socket, request.close());
    }
    Open open = Objects.requireNonNull(request.open());
    PeerAnswer answer = sessions.open(socket, open, socket.localAddress().hostAddress());
    if (answer.connection() != null) {
      endInTime(socket, open);
    }
    return answer;
  }

  /** A session ends by itself, with its connection. */
  private void endInTime(NetSocket socket, Open open) {
    long lasts = Math.clamp(open.lastsMillis(), 1, longestSessionMillis);
    vertx.setTimer(lasts, _ -> socket.close());
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    if (server != null) {
      server.close();
    }
    worker.shutdownNow();
  }
}
