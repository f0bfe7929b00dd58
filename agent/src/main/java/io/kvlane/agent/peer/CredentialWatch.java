package io.kvlane.agent.peer;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.config.CredentialFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Looks once a minute whether certificates, key or authority have changed, and has the new ones
 * used for connections from then on. Files that do not fit together, as in the middle of an
 * exchange, change nothing; that is logged once.
 */
final class CredentialWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(CredentialWatch.class);

  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Credentials files;
  private final Vertx vertx;
  private final Function<SSLOptions, Future<Boolean>> user;
  private final long timer;

  /** Digest of what was last looked at, used or not. */
  private byte[] seen;

  /**
   * Watches from now on; what is there now is in use already.
   *
   * @param user takes what is to be used for new connections
   */
  CredentialWatch(Credentials files, Vertx vertx, Function<SSLOptions, Future<Boolean>> user) {
    this.files = files;
    this.vertx = vertx;
    this.user = user;
    this.seen = digest();
    this.timer = vertx.setPeriodic(EVERY.toMillis(), _ -> look());
  }

  /**
   * Looks once.
   *
   * @return whether other credentials are in use from now on
   */
  Future<Boolean> look() {
    return vertx
        .executeBlocking(this::hasChanged)
        .compose(changed -> Boolean.TRUE.equals(changed) ? use() : Future.succeededFuture(false));
  }

  private Future<Boolean> use() {
    return user.apply(ControlOptions.ssl(files))
        .onSuccess(_ ->
            LOG.infof("the certificates in %s have changed, and are in use", files.certificate()))
        .onFailure(
            e -> LOG.errorf("the certificates that have changed are not used: %s", e.getMessage()))
        .map(true);
  }

  private synchronized boolean hasChanged() {
    byte[] now = digest();
    if (Arrays.equals(now, seen)) {
      return false;
    }
    seen = now;
    try {
      CredentialFiles.check(files);
      return true;
    } catch (ConfigException e) {
      LOG.errorf("the certificates that have changed are not used: %s", e.getMessage());
      return false;
    }
  }

  /**
   * A digest, so that no key stays in memory for it. A file that cannot be read counts as empty.
   */
  private byte[] digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : List.of(files.certificate(), files.key(), files.authority())) {
        digest.update(content(file));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException absent) {
      return new byte[0];
    }
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}
