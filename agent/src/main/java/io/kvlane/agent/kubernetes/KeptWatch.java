package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.kvlane.agent.kubernetes.ApiProblem.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A watch that goes on whatever happens. Its client recovers by itself from most failures; where it
 * would not, another one is made, once a minute at most. After a failure Kubernetes is asked again
 * after 1 to 2 seconds at first, and after up to about a minute later on; each agent at a pace of
 * its own, so that they do not come all at once.
 *
 * <p>All work is done on one thread, which watches of the same thread name share. Events come in
 * bursts, one for each object of a list: the subject hears once of all that wait.
 *
 * @param <T> the kind of object
 */
public final class KeptWatch<T extends HasMetadata> implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(KeptWatch.class);

  /** How often to look whether the client must be made anew. */
  public static final Duration RENEWAL = Duration.ofMinutes(1);

  private final Subject<T> subject;
  private final Vertx vertx;
  private final Supplier<Config> access;
  private final Duration renewal;
  private final WorkerExecutor worker;

  private volatile boolean isClosed;

  // Of the worker's thread.
  private Optional<ApiProblem> failure = Optional.of(ApiProblem.notYet());
  private @Nullable Session session;
  private @Nullable Long timer;

  /**
   * What is watched, and what becomes of it. Called on the watch's thread only.
   *
   * @param <T> the kind of object
   */
  public interface Subject<T extends HasMetadata> {

    /** Why this cannot be watched there, empty when it can. */
    default Optional<ApiProblem> objection(Config config) {
      return Optional.empty();
    }

    /** What to watch, with a store that is empty. The last one given is the one in use. */
    Wanted<T> wanted(Config config);

    /**
     * The store holds what Kubernetes has told.
     *
     * @param failure why there may be something newer, empty when there is not
     */
    void seen(Optional<ApiProblem> failure);

    /** Nothing newer is heard for now. */
    void failed(ApiProblem problem);
  }

  /**
   * A watch; nothing happens before {@link #start}.
   *
   * @param thread name of the thread
   * @param access says where Kubernetes is, and how long to wait between tries
   * @param renewal how often to look whether the client must be made anew
   */
  public KeptWatch(
      Subject<T> subject, String thread, Vertx vertx, Supplier<Config> access, Duration renewal) {
    this.subject = subject;
    this.vertx = vertx;
    this.access = access;
    this.renewal = renewal;
    this.worker = vertx.createSharedWorkerExecutor(thread, 1);
  }

  /** Begins, and returns before anything was found. Call it once. */
  public void start() {
    run(() -> {
      timer = vertx.setPeriodic(renewal.toMillis(), _ -> run(this::renew));
      connect();
    });
  }

  /** Has something done on the watch's thread, after what it was given before. */
  void run(Runnable task) {
    if (!isClosed) {
      submit(task);
    }
  }

  private Future<Object> submit(Runnable task) {
    return worker
        .executeBlocking(() -> {
          task.run();
          return new Object();
        })
        .onFailure(e -> {
          // What comes while the watch ends is turned away by its thread.
          if (!isClosed) {
            LOG.errorf(e, "watching Kubernetes failed");
          }
        });
  }

  private void connect() {
    try {
      Config config = access.get();
      Optional<ApiProblem> objection = subject.objection(config);
      if (objection.isPresent()) {
        fail(objection.get());
        return;
      }
      session = new Session();
      session.open(config);
    } catch (RuntimeException e) {
      disconnect();
      fail(ApiProblem.noClient(e));
    }
  }

  private void renew() {
    if (failure.filter(problem -> problem.kind().needsAnotherClient()).isPresent()) {
      disconnect();
      connect();
    }
  }

  private void disconnect() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private void fail(ApiProblem problem) {
    failure = Optional.of(problem);
    subject.failed(problem);
  }

  @Override
  public void close() {
    isClosed = true;
    submit(
            () -> {
              if (timer != null) {
                vertx.cancelTimer(timer);
              }
              disconnect();
            })
        .onComplete(_ -> worker.close());
  }

  /** One client, and what it tells. Opened and closed on the worker's thread. */
  private final class Session implements KindWatch.Listener {

    private final AtomicBoolean isToBeRead = new AtomicBoolean();
    private volatile boolean isOver;
    private @Nullable KindWatch<T> watch;
    private @Nullable WatchedKind kind;

    void open(Config config) {
      Wanted<T> wanted = subject.wanted(config);
      kind = wanted.kind();
      watch = new KindWatch<>(wanted, config, vertx, KeptWatch.this::run, this);
    }

    @Override
    public void changed() {
      if (isToBeRead.compareAndSet(false, true)) {
        whileOpen(() -> {
          isToBeRead.set(false);
          subject.seen(failure);
        });
      }
    }

    @Override
    public void watching() {
      whileOpen(() -> {
        failure = Optional.empty();
        subject.seen(failure);
      });
    }

    @Override
    public void failed(ApiProblem problem) {
      whileOpen(() -> fail(problem));
    }

    @Override
    public void gaveUp(Throwable cause) {
      whileOpen(() -> {
        // What a request has shown says more.
        if (kind != null && failure.filter(known -> known.kind() != Kind.NOT_YET).isEmpty()) {
          fail(ApiProblem.unclear(cause, kind));
        }
      });
    }

    private void whileOpen(Runnable task) {
      run(() -> {
        if (!isOver) {
          task.run();
        }
      });
    }

    void close() {
      isOver = true;
      if (watch != null) {
        watch.close();
        watch = null;
      }
    }
  }
}
