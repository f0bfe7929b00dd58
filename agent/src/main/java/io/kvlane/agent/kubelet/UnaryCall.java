package io.kvlane.agent.kubelet;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call of gRPC without arguments over a Unix socket: HTTP/2 without TLS, a request with an
 * empty message, an answer with one (gRPC's "PROTOCOL-HTTP2"). Everything that is opened for it is
 * closed when it returns.
 *
 * @param socket where the server listens
 * @param method the method's path, such as {@code /v1.PodResourcesLister/List}
 * @param deadline time until the whole answer is there
 * @param mostBytes longest answer
 */
record UnaryCall(Path socket, String method, Duration deadline, int mostBytes) {

  /** Prefix of an empty message: not compressed, 0 bytes. */
  private static final byte[] EMPTY_MESSAGE = new byte[UnaryAnswer.PREFIX_BYTES];

  /**
   * Calls.
   *
   * @return the answer's message
   * @throws GrpcException when the server answers with an error
   * @throws TimeoutException when the answer is not there in time
   * @throws IOException when the connection does not come about or breaks, or the answer is none
   */
  ByteBuffer make() throws IOException, TimeoutException, InterruptedException {
    long endNanos = System.nanoTime() + deadline.toNanos();
    NioEventLoopGroup loop =
        new NioEventLoopGroup(1, new DefaultThreadFactory("kvlane-kubelet", true));
    try {
      UnaryAnswer answer = new UnaryAnswer(mostBytes);
      Channel connection = within(endNanos, connect(loop, answer));
      connection
          .closeFuture()
          .addListener(_ -> answer.broken(new IOException("the connection was closed")));
      Http2StreamChannel stream =
          within(endNanos, new Http2StreamChannelBootstrap(connection).handler(answer).open());
      // What cannot be written breaks the connection, and so the answer.
      var _ = stream.write(new DefaultHttp2HeadersFrame(headers()));
      var _ =
          stream.writeAndFlush(
              new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(EMPTY_MESSAGE), true));
      return wait(answer.message(), endNanos);
    } finally {
      var _ = loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }
  }

  private Future<Channel> connect(NioEventLoopGroup loop, UnaryAnswer answer) {
    var connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioDomainSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(Http2FrameCodecBuilder.forClient().build())
                        // Servers open no streams.
                        .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()))
                        .addLast(new Breaking(answer));
                  }
                })
            .connect(UnixDomainSocketAddress.of(socket));
    var promise = loop.next().<Channel>newPromise();
    connecting.addListener(connected -> {
      if (connected.isSuccess()) {
        promise.trySuccess(connecting.channel());
      } else {
        promise.tryFailure(connected.cause());
      }
    });
    return promise;
  }

  /** Tells the answer what breaks the connection, which Netty would log with its stack. */
  private static final class Breaking extends ChannelInboundHandlerAdapter {

    private final UnaryAnswer answer;

    Breaking(UnaryAnswer answer) {
      this.answer = answer;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      answer.broken(cause);
      var _ = context.close();
    }
  }

  private Http2Headers headers() {
    return new DefaultHttp2Headers()
        .method("POST")
        .scheme("http")
        .path(method)
        // The path of the socket is none that every server takes.
        .authority("localhost")
        .add("content-type", "application/grpc")
        .add("te", "trailers")
        .add("grpc-timeout", deadline.toMillis() + "m")
        .add("user-agent", "kvlane");
  }

  private static <T> T within(long endNanos, Future<T> future)
      throws IOException, TimeoutException, InterruptedException {
    if (!future.await(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException();
    }
    if (!future.isSuccess()) {
      throw cause(future.cause());
    }
    return future.getNow();
  }

  private static ByteBuffer wait(CompletableFuture<ByteBuffer> message, long endNanos)
      throws IOException, TimeoutException, InterruptedException {
    try {
      return message.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw cause(e);
    }
  }

  /** The same as an IOException, of what was wrapped if it was. */
  private static IOException cause(Throwable thrown) {
    Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    return cause instanceof IOException known ? known : new IOException(cause);
  }
}
