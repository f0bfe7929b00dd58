package io.kvlane.probes.main;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.protocol.LineChannel;
import io.kvlane.probes.protocol.ProbeMessage;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.kvlane.probes.protocol.ProbeRequest;
import io.kvlane.probes.protocol.ProtocolException;
import io.kvlane.probes.session.SessionCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes commands from the agent and answers them, one after the other. */
final class ProbeServer {

  /** Twice a second: the agent gives up after several seconds of silence. */
  private static final Duration HEARTBEAT = Duration.ofMillis(500);

  private static final int MOST_WAITING = 16;

  private final LineChannel agent;
  private final SessionCommands commands;
  private final BlockingQueue<ProbeRequest> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

  ProbeServer(LineChannel agent, SessionCommands commands) {
    this.agent = agent;
    this.commands = commands;
  }

  /** Serves until the agent closes the connection. */
  void run() throws IOException {
    agent.send(message(ProbeMessage.Type.HELLO));
    Thread.ofPlatform().daemon().name("kvlane-session").start(this::executeAll);
    ScheduledExecutorService heart =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kvlane-heartbeat").factory());
    Future<?> beating =
        heart.scheduleAtFixedRate(
            this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    Optional<ProbeRequest> request = agent.receive(ProbeRequest.class);
    while (request.isPresent()) {
      take(request.get());
      request = agent.receive(ProbeRequest.class);
    }
    beating.cancel(false);
    Runtime.getRuntime().halt(0);
  }

  private void take(ProbeRequest request) throws ProtocolException {
    if (request.v() != LineChannel.VERSION) {
      throw new ProtocolException("version " + request.v() + " is not spoken here");
    }
    if (!waiting.offer(request)) {
      throw new ProtocolException("more than " + MOST_WAITING + " requests at once");
    }
  }

  private void executeAll() {
    IdleWait idle = new IdleWait();
    try {
      while (true) {
        ProbeRequest request = commands.hasSession() ? waiting.poll() : waiting.take();
        if (request != null) {
          agent.send(answer(request));
          idle.reset();
        } else if (progress()) {
          idle.reset();
        } else {
          idle.pause();
        }
      }
    } catch (IOException e) {
      System.err.println("the agent no longer listens: " + e.getMessage());
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable fatal) {
      fatal.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * A failed engine shows in the next command, or at the other end; its session stays to be closed.
   */
  private boolean progress() {
    try {
      return commands.progress();
    } catch (TransferException e) {
      System.err.println(e.getMessage());
      return false;
    }
  }

  private ProbeMessage answer(ProbeRequest request) {
    try {
      return answer(request, LineChannel.tree(commands.execute(request.command())), null);
    } catch (NotPresentException e) {
      return answer(request, null, new Problem(Problem.Kind.NOT_PRESENT, e.reason(), e.fix()));
    } catch (TransferException e) {
      return answer(request, null, new Problem(kind(e), String.valueOf(e.getMessage()), null));
    } catch (IllegalStateException | IllegalArgumentException e) {
      return answer(request, null, new Problem(Problem.Kind.INVALID, e.toString(), null));
    } catch (OutOfMemoryError e) {
      return answer(request, null, new Problem(Problem.Kind.FAILED, e.toString(), null));
    }
  }

  private static Problem.Kind kind(TransferException e) {
    return switch (e.kind()) {
      case FAILED -> Problem.Kind.FAILED;
      case UNREACHABLE -> Problem.Kind.UNREACHABLE;
      case TIMED_OUT -> Problem.Kind.TIMED_OUT;
      case GPU_UNUSABLE -> Problem.Kind.GPU_UNUSABLE;
    };
  }

  private static ProbeMessage answer(
      ProbeRequest request, @Nullable JsonNode result, @Nullable Problem problem) {
    return new ProbeMessage(
        LineChannel.VERSION, ProbeMessage.Type.ANSWER, request.id(), result, problem);
  }

  private void beat() {
    try {
      agent.send(message(ProbeMessage.Type.HEARTBEAT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProbeMessage message(ProbeMessage.Type type) {
    return new ProbeMessage(LineChannel.VERSION, type, 0, null, null);
  }
}
