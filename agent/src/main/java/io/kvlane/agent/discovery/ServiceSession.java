package io.kvlane.agent.discovery;

import io.fabric8.kubernetes.client.Config;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.discovery.DirectoryProblem.Kind;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A watch of a Service's endpoints, and what it means for the nodes. Events come in bursts, one for
 * each slice of a list: the nodes are worked out once for all that wait.
 *
 * <p>Opened and closed on the worker's thread; what the watch tells is carried there.
 */
final class ServiceSession implements EndpointWatch.Listener, AutoCloseable {

  private final ServiceId service;
  private final Settings settings;
  private final ServicePeers peers;
  private final SliceStore store;
  private final AtomicBoolean isToBeRead = new AtomicBoolean();

  private volatile boolean isOver;
  private @Nullable EndpointWatch watch;

  ServiceSession(ServiceId service, Settings settings, ServicePeers peers) {
    this.service = service;
    this.settings = settings;
    this.peers = peers;
    this.store = new SliceStore(new SliceReader(settings.control().port()));
  }

  void open(Config config, Vertx vertx) {
    watch = new EndpointWatch(service, config, vertx, peers::run, store, this);
  }

  @Override
  public void changed() {
    if (isToBeRead.compareAndSet(false, true)) {
      run(() -> {
        isToBeRead.set(false);
        read(peers.state().unreachable());
      });
    }
  }

  @Override
  public void watching() {
    run(() -> read(Optional.empty()));
  }

  @Override
  public void failed(DirectoryProblem problem) {
    run(() -> peers.failed(problem));
  }

  @Override
  public void gaveUp(Throwable cause) {
    run(() -> {
      // What a request has shown says more.
      if (peers.state().unreachable().filter(problem -> problem.kind() != Kind.NOT_YET).isEmpty()) {
        peers.failed(DirectoryProblem.unclear(cause));
      }
    });
  }

  private void run(Runnable task) {
    peers.run(() -> {
      if (!isOver) {
        task.run();
      }
    });
  }

  private void read(Optional<DirectoryProblem> failure) {
    Membership membership =
        Membership.of(store.endpoints(), settings.nodeName(), Membership.MOST_NODES);
    peers.found(membership, wrongWith(membership), failure);
  }

  private Optional<DirectoryProblem> wrongWith(Membership membership) {
    if (membership.leftOut() > 0 || !store.isWhole()) {
      return Optional.of(DirectoryProblem.tooMany(service, Membership.MOST_NODES));
    }
    if (membership.isListed()) {
      return Optional.empty();
    }
    return Optional.of(
        membership.peers().isEmpty()
            ? DirectoryProblem.noEndpoints(service)
            : DirectoryProblem.notListed(settings.nodeName(), service));
  }

  @Override
  public void close() {
    isOver = true;
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }
}
