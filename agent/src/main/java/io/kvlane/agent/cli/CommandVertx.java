package io.kvlane.agent.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The event loop of a command that speaks to other agents; the agent itself uses Quarkus's. */
final class CommandVertx implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(CommandVertx.class);

  private static final long CLOSES_WITHIN_SECONDS = 5;

  private static final String NETTY_WITHOUT_UNSAFE = "io.netty.noUnsafe";

  private final Vertx vertx;

  private CommandVertx(Vertx vertx) {
    this.vertx = vertx;
  }

  /** One loop, one worker, and no files of its own. */
  static CommandVertx start() {
    // Else the JVM warns on the standard error that Netty uses what will be removed.
    System.setProperty(NETTY_WITHOUT_UNSAFE, "true");
    return new CommandVertx(
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false))));
  }

  Vertx get() {
    return vertx;
  }

  /** Ends its threads. */
  @Override
  public void close() {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSES_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf("the event loop does not end: %s", e.getMessage());
    }
  }
}
