package io.kvlane.agent.peer;

import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.SessionResult;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the control port, from the moment it is accepted: handshake, then one request
 * after the other. It is refused at most once, and its session, if it ever asked for one, is ended
 * exactly once. All of it happens in the port's event loop, but the carrying out of requests.
 */
final class ControlConnection {

  private static final Logger LOG = Logger.getLogger(ControlConnection.class);

  /** Whose turn it is to speak. */
  private enum Turn {
    /** Nobody's: the handshake is not finished. */
    NOBODY,
    /** The other node's. */
    THEIRS,
    /** A request of theirs is being carried out. */
    CARRYING_OUT,
    /** The answer is being sent. */
    ANSWERING
  }

  private final NetSocket socket;
  private final String address;
  private final Context loop;
  private final ControlContext context;
  private final SessionTally session = new SessionTally();
  private final Timer timer;
  private Turn turn = Turn.NOBODY;
  private boolean refused;
  private boolean heardOf;

  /** Written in the event loop only. */
  private volatile boolean gone;

  private ControlConnection(NetSocket socket, ControlContext context) {
    this.socket = socket;
    this.address = socket.remoteAddress().hostAddress();
    this.loop = context.vertx().getOrCreateContext();
    this.context = context;
    this.timer = new Timer(context.vertx());
  }

  /** Takes a connection on that has just been accepted, before its handshake. */
  static void accept(NetSocket socket, ControlContext context) {
    new ControlConnection(socket, context).begin();
  }

  private void begin() {
    socket.closeHandler(_ -> left());
    socket.exceptionHandler(_ -> hangUp());
    socket.handler(
        RecordParser.newDelimited(PeerProtocol.END_OF_LINE, this::took)
            .maxRecordSize(PeerProtocol.MOST_LINE_BYTES)
            .exceptionHandler(_ -> refuse(Refusal.TOO_LONG)));
    context.gate().admit(this, address).ifPresent(ControlConnection::giveWay);
    context.countConnections();
    timer.start(context.patience().handshake(), () -> refuse(Refusal.TOO_SLOW));
    socket
        .upgradeToSsl()
        .onSuccess(_ -> throughTheHandshake())
        .onFailure(cause -> count(HandshakeFailure.classify(cause)));
  }

  private void throughTheHandshake() {
    if (gone || refused) {
      return;
    }
    turn = Turn.THEIRS;
    waitForAWord();
    context.gate().withoutSession(this).ifPresent(ControlConnection::giveWay);
  }

  private void waitForAWord() {
    timer.start(context.patience().word(), () -> refuse(Refusal.TOO_SLOW));
  }

  private void giveWay() {
    refuse(Refusal.TOO_MANY_CONNECTIONS);
  }

  private void took(Buffer line) {
    if (gone || refused) {
      return;
    }
    try {
      PeerRequest request = PeerProtocol.request(line);
      if (turn != Turn.THEIRS) {
        throw new IOException("a request before the answer to the last one");
      }
      take(request);
    } catch (OtherVersionException e) {
      context.refused(Refusal.VERSION, address);
      say(PeerAnswer.refused(Problem.Kind.INVALID, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      LOG.debugf("%s: %s", address, e.getMessage());
      refuse(Refusal.NOT_A_MESSAGE);
    }
  }

  private void take(PeerRequest request) {
    turn = Turn.CARRYING_OUT;
    if (!session.open()) {
      timer.stop();
    }
    if (request.open() != null && !context.rate().mayAsk(address, System.nanoTime())) {
      context.refused(Refusal.TOO_OFTEN, address);
      answer(request, PeerAnswer.notNow(new NotNow(NotNow.Reason.RATE, "asks too often")));
      return;
    }
    context.gate().asks(this);
    if (context.steps().carryOut(() -> carryOut(request))) {
      heardOf = true;
    } else {
      answer(
          request,
          PeerAnswer.notNow(new NotNow(NotNow.Reason.BUSY, "too many ask at the same time")));
    }
  }

  /** In the thread of the steps. */
  private void carryOut(PeerRequest request) {
    PeerAnswer answer =
        gone
            ? null
            : context.answering().answer(this, request, socket.localAddress().hostAddress());
    try {
      loop.runOnContext(_ -> carriedOut(request, answer));
    } catch (RejectedExecutionException ending) {
      LOG.debug("an answer is left out: the agent is ending");
    }
  }

  private void carriedOut(PeerRequest request, @Nullable PeerAnswer answer) {
    if (!gone && answer != null) {
      answer(request, answer);
      return;
    }
    if (answer != null) {
      count(session.answered(request, answer));
      count(session.connectionIsGone());
    }
    endSession();
  }

  private void answer(PeerRequest request, PeerAnswer answer) {
    boolean before = session.open();
    count(session.answered(request, answer));
    if (!session.open()) {
      waitForAWord();
      context.gate().withoutSession(this).ifPresent(ControlConnection::giveWay);
    } else if (!before && request.open() != null) {
      context.gate().holdsSession(this);
      timer.start(lasts(request.open()), this::timeIsUp);
    }
    send(answer);
  }

  /** Says something that no session has to do with. */
  private void say(PeerAnswer answer) {
    if (turn != Turn.THEIRS) {
      refuse(Refusal.NOT_A_MESSAGE);
      return;
    }
    if (!session.open()) {
      waitForAWord();
    }
    send(answer);
  }

  private void send(PeerAnswer answer) {
    turn = Turn.ANSWERING;
    // Until it is on its way nothing more is taken, so that unread answers do not pile up.
    socket.write(PeerProtocol.line(answer)).onSuccess(_ -> turn = Turn.THEIRS);
  }

  /** A session ends by itself, with its connection. */
  private void timeIsUp() {
    count(session.timeIsUp());
    hangUp();
  }

  private Duration lasts(PeerRequest.Open open) {
    return Duration.ofMillis(
        Math.clamp(open.lastsMillis(), 1, context.patience().session().toMillis()));
  }

  private void count(Optional<SessionResult> result) {
    result.ifPresent(context.counters()::session);
  }

  /** Counts a refusal, unless it is refused already or has left by itself. */
  private void count(Refusal reason) {
    if (!gone && !refused) {
      refused = true;
      context.refused(reason, address);
    }
  }

  private void refuse(Refusal reason) {
    count(reason);
    hangUp();
  }

  /**
   * Closes the channel itself. What still waits to be sent, or a handshake that is not answered,
   * would hold up a close in the order of the pipeline.
   */
  private void hangUp() {
    ChannelHandlerContext first =
        ((NetSocketInternal) socket).channelHandlerContext().pipeline().firstContext();
    if (first != null) {
      var _ = first.close();
    }
  }

  private void left() {
    gone = true;
    timer.stop();
    context.gate().left(this);
    context.countConnections();
    if (turn != Turn.CARRYING_OUT) {
      count(session.connectionIsGone());
      endSession();
    }
  }

  private void endSession() {
    if (heardOf) {
      heardOf = false;
      context.steps().end(() -> context.answering().end(this));
    }
  }
}
