package io.kvlane.agent.peer;

import io.kvlane.agent.config.Peer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** The posting side's connection to the agent of another node. One question at a time. */
final class PeerConnection implements AutoCloseable {

  private final Peer peer;
  private final NetSocket socket;
  private final AtomicReference<CompletableFuture<PeerAnswer>> awaited =
      new AtomicReference<>(new CompletableFuture<>());

  private PeerConnection(Peer peer, NetSocket socket) {
    this.peer = peer;
    this.socket = socket;
    RecordParser lines =
        RecordParser.newDelimited(PeerProtocol.END_OF_LINE, this::take)
            .maxRecordSize(PeerProtocol.MOST_LINE_BYTES)
            .exceptionHandler(this::fail);
    socket.handler(lines);
    socket.exceptionHandler(this::fail);
    socket.closeHandler(_ -> fail(new IOException("it closed the connection")));
  }

  /**
   * Connects.
   *
   * @throws IOException when the other agent does not answer, or does not trust this one
   */
  static PeerConnection connect(NetClient client, Peer peer, Duration within)
      throws IOException, InterruptedException {
    CompletableFuture<PeerConnection> connected =
        client
            .connect(peer.port(), peer.host())
            .map(socket -> new PeerConnection(peer, socket))
            .toCompletionStage()
            .toCompletableFuture();
    try {
      return await(connected, within);
    } catch (IOException e) {
      closeLater(connected);
      throw new IOException(text(peer) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      closeLater(connected);
      throw e;
    }
  }

  /** What is not waited for any more may yet come about. */
  private static void closeLater(CompletableFuture<PeerConnection> connected) {
    var _ =
        connected.whenComplete((connection, _) -> {
          if (connection != null) {
            connection.close();
          }
        });
  }

  /** Asks, and waits for the answer. */
  PeerAnswer ask(PeerRequest request, Duration within) throws IOException, InterruptedException {
    CompletableFuture<PeerAnswer> answer = awaited.get();
    socket.write(PeerProtocol.line(request)).onFailure(this::fail);
    try {
      return await(answer, within);
    } catch (IOException e) {
      throw new IOException(text(peer) + ": " + e.getMessage(), e);
    }
  }

  private static String text(Peer peer) {
    return "the agent of " + peer.name() + " at " + peer.host() + " port " + peer.port();
  }

  private static <T> T await(CompletableFuture<T> future, Duration within)
      throws IOException, InterruptedException {
    try {
      return future.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + within.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(FailureText.of(cause), cause);
    }
  }

  private void take(Buffer line) {
    try {
      PeerAnswer answer = PeerProtocol.read(line, PeerAnswer.class);
      if (answer.v() != PeerProtocol.VERSION) {
        throw new IOException(
            "it speaks version %d of the protocol, this agent version %d: install the same kvlane on both"
                .formatted(answer.v(), PeerProtocol.VERSION));
      }
      awaited.getAndSet(new CompletableFuture<>()).complete(answer);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(Throwable failure) {
    awaited.get().completeExceptionally(failure);
  }

  @Override
  public void close() {
    socket.close();
  }
}
