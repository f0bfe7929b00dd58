package io.kvlane.agent.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.kvlane.agent.samples.LogLines;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.workload.AssignedDevices;
import io.netty.channel.DefaultChannelPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodResourcesTest {

  private static final int MOST_BYTES = 64 << 10;

  private Path directory = Path.of("");
  private Path socket = Path.of("");

  /** Paths of sockets are short: JUnit's directories may be too long for one. */
  @BeforeEach
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("kubelet");
    socket = directory.resolve("kubelet.sock");
  }

  @AfterEach
  void removeDirectory() throws IOException {
    Files.deleteIfExists(socket);
    Files.delete(directory);
  }

  private ProbeResult<Map<PodName, List<AssignedDevices>>> list() throws InterruptedException {
    return new PodResources(socket, Duration.ofSeconds(20), MOST_BYTES).list();
  }

  private Map<PodName, List<AssignedDevices>> observed() throws InterruptedException {
    ProbeResult<Map<PodName, List<AssignedDevices>>> result = list();
    assertThat(result.problem()).isEmpty();
    return result instanceof ProbeResult.Observed<Map<PodName, List<AssignedDevices>>>(var pods)
        ? pods
        : Map.of();
  }

  @Test
  void shouldTellWhichDevicesTheKubeletGaveToWhom() throws Exception {
    try (FakeKubelet kubelet = new FakeKubelet(socket)) {
      kubelet.give("inference", "decode-0", "main", "nvidia.com/gpu", "GPU-1", "GPU-2");
      kubelet.giveOnBothSockets("inference", "prefill-0", "main", "rdma/ib");
      kubelet.giveNothing("default", "web", "nginx");

      assertThat(observed())
          .isEqualTo(
              Map.of(
                  new PodName("inference", "decode-0"),
                  List.of(
                      new AssignedDevices(
                          "main", Map.of("nvidia.com/gpu", List.of("GPU-1", "GPU-2")), Map.of())),
                  new PodName("inference", "prefill-0"),
                  List.of(
                      new AssignedDevices(
                          "main",
                          Map.of("rdma/ib", List.of("id-0", "id-1", "id-2")),
                          Map.of("rdma/ib", List.of(0, 1)))),
                  new PodName("default", "web"),
                  List.of()));
    }
  }

  @Test
  void shouldListDevicesOfClaimsByDriverAndPassOverWhatItDoesNotKnow() throws Exception {
    try (FakeKubelet kubelet = new FakeKubelet(socket)) {
      kubelet.giveByClaim("inference", "decode-0", "main", "dra.net", "mlx5_3");

      assertThat(observed())
          .containsEntry(
              new PodName("inference", "decode-0"),
              List.of(new AssignedDevices("main", Map.of("dra.net", List.of("mlx5_3")), Map.of())));
    }
  }

  @Test
  void shouldReadANodeWithoutPods() throws Exception {
    try (var _ = new FakeKubelet(socket)) {
      assertThat(observed()).isEmpty();
    }
  }

  @Test
  void shouldReadAnswersOfManyFrames() throws Exception {
    try (FakeKubelet kubelet = new FakeKubelet(socket)) {
      IntStream.range(0, 500)
          .forEach(i -> kubelet.give("inference", "decode-" + i, "main", "rdma/ib", "mlx5_" + i));

      assertThat(observed()).hasSize(500);
    }
  }

  @Test
  void shouldRefuseAnswersThatAreTooLong() throws Exception {
    try (FakeKubelet kubelet = new FakeKubelet(socket)) {
      kubelet.give("inference", "decode-0", "main", "rdma/ib", "x".repeat(MOST_BYTES));

      assertThat(list().problem())
          .hasValueSatisfying(
              text -> assertThat(text).contains("the answer is longer than " + MOST_BYTES));
    }
  }

  @Test
  void shouldSayHowToGetASocketThatIsNotThere() throws Exception {
    assertThat(list())
        .isInstanceOfSatisfying(
            ProbeResult.NotPresent.class,
            absent -> {
              assertThat(absent.reason()).contains(socket.toString());
              assertThat(absent.fix()).contains("/var/lib/kubelet/pod-resources");
            });
  }

  @Test
  void shouldSayThatNobodyListens() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }

    assertThat(list().problem())
        .hasValueSatisfying(
            text -> assertThat(text).contains("could not be read").contains("refused"));
  }

  @Test
  void shouldSayWhatTheKubeletRefuses() throws Exception {
    try (FakeKubelet kubelet = new FakeKubelet(socket)) {
      kubelet.refuse(
          Optional.of(Status.RESOURCE_EXHAUSTED.withDescription("rejected by\nrate limit")));

      assertThat(list().problem())
          .contains(
              "the kubelet refuses to tell of devices (gRPC status 8, rejected by rate limit):"
                  + " look at its log");
    }
  }

  @Test
  void shouldSayThatAnOldKubeletHasNoSuchApi() throws Exception {
    try (var _ = new FakeKubelet(socket, "v1alpha1.PodResourcesLister")) {
      assertThat(list().problem())
          .contains("the kubelet has no PodResources API v1: Kubernetes must be 1.20 or newer");
    }
  }

  @Test
  void shouldWaitNoLongerThanItsDeadline() throws Exception {
    try (FakeKubelet kubelet = new FakeKubelet(socket)) {
      kubelet.beSilent();

      assertThat(new PodResources(socket, Duration.ofMillis(300), MOST_BYTES).list())
          .isInstanceOf(ProbeResult.TimedOut.class);
    }
  }

  @Test
  void shouldSayOnlyOnceThatTheConnectionBroke() throws Exception {
    LogLines netty = new LogLines(DefaultChannelPipeline.class);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread other =
          Thread.ofVirtual()
              .start(() -> {
                // Closed with the request unread, it is reset.
                try (var client = server.accept()) {
                  client.read(ByteBuffer.allocate(1));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      assertThat(list().problem())
          .hasValueSatisfying(text -> assertThat(text).contains("could not be read"));
      other.join();
      assertThat(netty.lines()).isEmpty();
    } finally {
      netty.close();
    }
  }

  @Test
  void shouldSayThatSomethingElseAnswers() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread other =
          Thread.ofVirtual()
              .start(() -> {
                try (var client = server.accept()) {
                  client.write(
                      ByteBuffer.wrap(
                          "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      assertThat(list().problem())
          .hasValueSatisfying(text -> assertThat(text).contains("could not be read"));
      other.join();
    }
  }
}
