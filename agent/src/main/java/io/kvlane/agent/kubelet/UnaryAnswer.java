package io.kvlane.agent.kubelet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Gathers the answer to one call: headers, one message in parts, trailers. */
final class UnaryAnswer extends SimpleChannelInboundHandler<Http2StreamFrame> {

  /** One byte says whether the message is compressed, four how long it is. */
  static final int PREFIX_BYTES = 5;

  private static final String STATUS = "grpc-status";
  private static final int LONGEST_MESSAGE = 200;

  private final int mostBytes;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<ByteBuffer> message = new CompletableFuture<>();

  /**
   * @param mostBytes longest answer
   */
  UnaryAnswer(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The message, once all of it is there. */
  CompletableFuture<ByteBuffer> message() {
    return message;
  }

  /** No more will come. */
  void broken(@Nullable Throwable cause) {
    message.completeExceptionally(cause == null ? new IOException("no answer") : cause);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
    switch (frame) {
      case Http2HeadersFrame headers -> headers(headers.headers(), headers.isEndStream());
      case Http2DataFrame data -> data(data.content(), data.isEndStream());
      case Http2ResetFrame reset -> broken(new IOException("reset with " + reset.errorCode()));
      default -> {
        // Of no interest.
      }
    }
  }

  private void headers(Http2Headers headers, boolean isEnd) {
    CharSequence http = headers.status();
    CharSequence status = headers.get(STATUS);
    if (http != null && !"200".contentEquals(http)) {
      broken(new IOException("HTTP status " + http));
    } else if (status != null && !"0".contentEquals(status)) {
      CharSequence text = headers.get("grpc-message");
      broken(new GrpcException(number(status), text == null ? "" : oneLine(text.toString())));
    } else if (isEnd) {
      complete();
    }
  }

  private static int number(CharSequence status) {
    try {
      return Integer.parseInt(status.toString());
    } catch (NumberFormatException notOne) {
      return -1;
    }
  }

  /** gRPC writes all but printable ASCII with percent signs. */
  private static String oneLine(String text) {
    String line = text.replaceAll("%[0-9A-Fa-f]{2}|\\s", " ").replaceAll(" +", " ").strip();
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }

  private void data(ByteBuf part, boolean isEnd) {
    if (bytes.size() + part.readableBytes() > mostBytes + PREFIX_BYTES) {
      broken(new IOException("the answer is longer than " + mostBytes + " bytes"));
      return;
    }
    byte[] copy = new byte[part.readableBytes()];
    part.readBytes(copy);
    bytes.writeBytes(copy);
    if (isEnd) {
      broken(new IOException("the answer ends without a status"));
    }
  }

  private void complete() {
    ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
    if (all.remaining() < PREFIX_BYTES || all.get() != 0 || all.getInt() != all.remaining()) {
      broken(new IOException("the answer is not one message"));
    } else {
      message.complete(all.slice());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken(cause);
  }
}
