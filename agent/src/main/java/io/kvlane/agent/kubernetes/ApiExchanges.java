package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees how each request to Kubernetes ends. The informer asks again and again by itself and tells
 * nobody what keeps it from succeeding; a watch that cannot be opened anew it does not report at
 * all.
 *
 * <p>Called on event loops and on threads of the client.
 */
final class ApiExchanges implements Interceptor {

  private static final int SWITCHING_PROTOCOLS = 101;

  private final WatchedKind kind;
  private final KindWatch.Listener listener;

  ApiExchanges(WatchedKind kind, KindWatch.Listener listener) {
    this.kind = kind;
    this.listener = listener;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.@Nullable Consumer<List<ByteBuffer>> consumer) {
    boolean isWatch = isWatch(request.uri());
    if (response.code() != SWITCHING_PROTOCOLS && !response.isSuccessful()) {
      listener.failed(ApiProblem.ofStatus(response.code(), isWatch, kind));
    } else if (isWatch) {
      listener.watching();
    }
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    listener.failed(ApiProblem.away(request.uri(), failure, kind));
  }

  private static boolean isWatch(URI uri) {
    return Optional.ofNullable(uri.getQuery()).orElse("").contains("watch=true");
  }
}
