package io.kvlane.agent.kubelet;

import com.google.protobuf.CodedOutputStream;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kubelet that lists the devices of pods on a Unix socket, made of gRPC's own server and Protocol
 * Buffers' own writer.
 */
public final class FakeKubelet implements AutoCloseable {

  private final Map<String, byte[]> pods = new TreeMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final Server server;
  private volatile Optional<Status> refusal = Optional.empty();
  private volatile boolean isSilent;

  public FakeKubelet(Path socket) {
    this(socket, "v1.PodResourcesLister");
  }

  FakeKubelet(Path socket, String service) {
    try {
      server =
          NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
              .channelType(NioServerDomainSocketChannel.class)
              .bossEventLoopGroup(loop)
              .workerEventLoopGroup(loop)
              .addService(
                  ServerServiceDefinition.builder(service)
                      .addMethod(method(service), (call, _) -> answer(call))
                      .build())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MethodDescriptor<byte[], byte[]> method(String service) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, "List"))
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  /** Gives devices to a container, and says nothing of where they are. */
  public void give(String namespace, String pod, String container, String resource, String... ids) {
    put(namespace, pod, container(container, devices(resource, -1, ids)));
  }

  /** Gives devices to a container, in one part for each NUMA node. */
  void giveOnBothSockets(String namespace, String pod, String container, String resource) {
    put(
        namespace,
        pod,
        container(container, devices(resource, 0, "id-0"), devices(resource, 1, "id-1", "id-2")));
  }

  /** A pod that has no devices. */
  void giveNothing(String namespace, String pod, String container) {
    put(namespace, pod, container(container));
  }

  /** Gives a device of a claim (DRA), beside dedicated CPUs and memory. */
  void giveByClaim(String namespace, String pod, String container, String driver, String device) {
    byte[] claim =
        message(out -> {
          out.writeByteArray(1, message(cdi -> cdi.writeString(1, "vendor.com/nic=0")));
          out.writeString(2, driver);
          out.writeString(3, "pool-0");
          out.writeString(4, device);
        });
    byte[] dynamic =
        message(out -> {
          out.writeString(2, "nics");
          out.writeString(3, namespace);
          out.writeByteArray(4, claim);
        });
    put(
        namespace,
        pod,
        message(out -> {
          out.writeString(1, container);
          out.writeInt64(3, 12);
          out.writeByteArray(4, message(memory -> memory.writeUInt64(2, 1L << 40)));
          out.writeByteArray(5, dynamic);
          out.writeFixed64(60, 1);
          out.writeFixed32(61, 1);
        }));
  }

  private synchronized void put(String namespace, String pod, byte[] container) {
    pods.put(
        namespace + "/" + pod,
        message(out -> {
          out.writeString(1, pod);
          out.writeString(2, namespace);
          out.writeByteArray(3, container);
        }));
  }

  private static byte[] container(String name, byte[]... devices) {
    return message(out -> {
      out.writeString(1, name);
      for (byte[] part : devices) {
        out.writeByteArray(2, part);
      }
    });
  }

  private static byte[] devices(String resource, int socket, String... ids) {
    return message(out -> {
      out.writeString(1, resource);
      for (String id : ids) {
        out.writeString(2, id);
      }
      if (socket >= 0) {
        byte[] node = message(numa -> writeUnlessZero(numa, socket));
        out.writeByteArray(3, message(topology -> topology.writeByteArray(1, node)));
      }
    });
  }

  /** As generated code does: defaults are not sent. */
  private static void writeUnlessZero(CodedOutputStream out, int value) throws IOException {
    if (value != 0) {
      out.writeInt64(1, value);
    }
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      writing.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Answers with an error, or as before with empty. */
  public void refuse(Optional<Status> status) {
    refusal = status;
  }

  /** Answers no more. */
  void beSilent() {
    isSilent = true;
  }

  /** How often it was asked. */
  public int calls() {
    return calls.get();
  }

  private ServerCall.Listener<byte[]> answer(ServerCall<byte[], byte[]> call) {
    call.request(1);
    return new ServerCall.Listener<>() {
      @Override
      public void onHalfClose() {
        calls.incrementAndGet();
        if (isSilent) {
          return;
        }
        refusal.ifPresentOrElse(
            status -> call.close(status, new Metadata()),
            () -> {
              call.sendHeaders(new Metadata());
              call.sendMessage(list());
              call.close(Status.OK, new Metadata());
            });
      }
    };
  }

  private synchronized byte[] list() {
    return message(out -> {
      for (byte[] pod : pods.values()) {
        out.writeByteArray(1, pod);
      }
    });
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var _ = loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
