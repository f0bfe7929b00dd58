package io.kvlane.agent.page;

import io.kvlane.core.snapshot.NodeSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The page, rendered once a second at most however many ask: rules and rendering cost processor
 * time, and the page is polled without authentication. Safe for every thread; who asks meanwhile
 * waits for the one that renders.
 */
final class RenderedPage {

  private static final Duration LASTS = Duration.ofSeconds(1);

  private final Supplier<NodeSnapshot> source;
  private byte[] page = {};
  private Instant renderedAt = Instant.MIN;

  RenderedPage(Supplier<NodeSnapshot> source) {
    this.source = source;
  }

  /** The page as UTF-8; callers do not change it. */
  synchronized byte[] at(Instant now) {
    boolean old = now.isBefore(renderedAt) || !now.isBefore(renderedAt.plus(LASTS));
    if (page.length == 0 || old) {
      page = StatusPage.of(source.get()).getBytes(StandardCharsets.UTF_8);
      renderedAt = now;
    }
    return page;
  }
}
