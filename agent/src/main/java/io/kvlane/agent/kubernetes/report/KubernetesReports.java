package io.kvlane.agent.kubernetes.report;

import io.kvlane.agent.config.ReportSettings;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.state.ConditionStore;
import io.kvlane.agent.state.ConditionStore.Kept;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.exporters.kubernetes.ConditionPublisher;
import io.kvlane.exporters.kubernetes.ConditionRemoval;
import io.kvlane.exporters.kubernetes.EventPublisher;
import io.kvlane.exporters.kubernetes.PathCondition;
import io.kvlane.exporters.kubernetes.PublisherLog;
import io.kvlane.exporters.kubernetes.SteadyCondition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has Kubernetes told of this node, on one thread: every second it is looked whether anything is
 * due. The rules are asked only when something new is known of the node, and every 15 s, since
 * verdicts grow old. Nothing is asked of Kubernetes where nothing is configured and nothing left
 * behind.
 */
public final class KubernetesReports implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(KubernetesReports.class);

  private static final long PERIOD_MILLIS = 1000;
  private static final Duration JUDGED_AGAIN = Duration.ofSeconds(15);

  /** Longer than a request in flight and the last one, each with its time-out. */
  private static final long ENDS_WITHIN_SECONDS = 12;

  private final ReportClient client;
  private final NodeState state;
  private final Clock clock;
  private final @Nullable ConditionPublisher condition;
  private final @Nullable EventPublisher events;
  private final List<ConditionRemoval> removals = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("kvlane-reports").daemon().factory());

  // Of the thread.
  private @Nullable NodeSnapshot judged;
  private long judgedChanges = -1;

  /**
   * Reports that are not made yet.
   *
   * @param settings says what is wanted, of which node
   * @param store the conditions that earlier agents kept
   * @param podUid the uid of a pod on this node, by namespace and name
   */
  public KubernetesReports(
      Settings settings,
      ConditionStore store,
      ReportClient client,
      NodeState state,
      BiFunction<String, String, Optional<String>> podUid,
      Clock clock) {
    this.client = client;
    this.state = state;
    this.clock = clock;
    String node = settings.nodeName();
    ReportSettings wanted = settings.reports();
    PublisherLog log = new Told();
    condition =
        wanted.nodeCondition()
            ? new ConditionPublisher(
                node, conditions(node, store), new SteadyCondition(settings.interval()), log)
            : null;
    events =
        wanted.events()
            ? new EventPublisher(node, new EventWriter(node, client), podUid, log)
            : null;
    for (Kept kept : store.load()) {
      if (!wanted.nodeCondition() || !kept.equals(new Kept(node, PathCondition.TYPE))) {
        removals.add(
            new ConditionRemoval(kept.node(), kept.type(), conditions(kept.node(), store), log));
      }
    }
  }

  private RememberedConditions conditions(String node, ConditionStore store) {
    return new RememberedConditions(node, new NodeConditionWriter(node, client), store);
  }

  private static final class Told implements PublisherLog {

    @Override
    public void warn(String line) {
      LOG.warn(line);
    }

    @Override
    public void info(String line) {
      LOG.info(line);
    }
  }

  /** Begins, where there is anything to do. */
  public void start() {
    if (condition != null || events != null || !removals.isEmpty()) {
      var _ =
          thread.scheduleWithFixedDelay(
              this::turn, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void turn() {
    try {
      Instant now = clock.instant();
      removals.removeIf(removal -> removal.isDone(now));
      if (condition != null || events != null) {
        report(now);
      } else if (removals.isEmpty()) {
        thread.shutdown();
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "reporting to Kubernetes failed; it goes on");
    }
  }

  private void report(Instant now) {
    NodeSnapshot snapshot = judged(now);
    if (condition != null) {
      condition.publish(PathCondition.of(snapshot, now), now);
    }
    if (events != null) {
      events.see(snapshot.findings(), now);
      events.tell(now);
    }
  }

  private NodeSnapshot judged(Instant now) {
    long changes = state.changes();
    NodeSnapshot latest = judged;
    if (latest == null
        || changes != judgedChanges
        || !now.isBefore(latest.at().plus(JUDGED_AGAIN))) {
      latest = state.snapshot();
      judged = latest;
      judgedChanges = changes;
    }
    return latest;
  }

  /**
   * Says in Kubernetes that nobody measures any more, and ends. Waits for a few seconds at most.
   */
  @Override
  public void close() {
    if (condition != null) {
      thread.execute(() -> condition.stop(clock.instant()));
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Kubernetes does not answer: what it says of this node stays as it is");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.shutdownNow();
    client.close();
  }
}
