package io.kvlane.agent.page;

import io.kvlane.agent.node.NodeState;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code /}: the status page; {@code /runbooks/}: the pages on what to do. Its style sheet and
 * script are static files. What may be loaded is said by a header that all answers have.
 */
@Singleton
final class PageRoutes {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int NOT_FOUND = 404;

  private final RenderedPage page;
  private final Clock clock = Clock.systemUTC();

  PageRoutes(NodeState state) {
    page = new RenderedPage(state::snapshot);
  }

  void register(@Observes Router router) {
    router.get("/").blockingHandler(this::page, false);
    router
        .get("/runbooks/")
        .blockingHandler(context -> answer(context, HTML, Runbooks.index()), false);
    router.get("/runbooks/:file").blockingHandler(PageRoutes::runbook, false);
  }

  private void page(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    answer(context, HTML, page.at(clock.instant()));
  }

  private static void runbook(RoutingContext context) {
    String file = Objects.requireNonNullElse(context.pathParam("file"), "");
    Optional<byte[]> text =
        file.endsWith(".md")
            ? Runbooks.page(file.substring(0, file.length() - ".md".length()))
            : Optional.empty();
    if (text.isEmpty()) {
      context.response().setStatusCode(NOT_FOUND);
    }
    answer(
        context,
        TEXT,
        text.orElseGet(
            () -> "No such runbook; /runbooks/ lists them.\n".getBytes(StandardCharsets.UTF_8)));
  }

  private static void answer(RoutingContext context, String type, byte[] body) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(Buffer.buffer(body));
  }
}
