package io.kvlane.agent.kubelet;

import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.workload.AssignedDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Asks the kubelet which devices it gave to the containers of this node (PodResources API, v1,
 * {@code List}). Safe for every thread; blocks for the deadline at most.
 */
public final class PodResources {

  private static final String LIST = "/v1.PodResourcesLister/List";

  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** 500 pods with 16 devices each take a fifth of it. */
  private static final int MOST_BYTES = 4 << 20;

  private static final String MOUNT =
      "mount the host's /var/lib/kubelet/pod-resources into the agent's pod, or set"
          + " kvlane.kubernetes.pod-resources-socket";

  private final Path socket;
  private final Duration deadline;
  private final int mostBytes;

  /** The kubelet behind a socket. */
  public PodResources(Path socket) {
    this(socket, DEADLINE, MOST_BYTES);
  }

  PodResources(Path socket, Duration deadline, int mostBytes) {
    this.socket = socket;
    this.deadline = deadline;
    this.mostBytes = mostBytes;
  }

  /**
   * Asks.
   *
   * @return containers that have devices, by pod; a pod without any has an empty list
   */
  public ProbeResult<Map<PodName, List<AssignedDevices>>> list() throws InterruptedException {
    if (Files.notExists(socket)) {
      return new ProbeResult.NotPresent<>("there is no socket of the kubelet at " + socket, MOUNT);
    }
    if (!Files.isWritable(socket)) {
      return new ProbeResult.Failed<>(
          "the kubelet's socket " + socket + " may not be opened: run the agent as root");
    }
    try {
      return new ProbeResult.Observed<>(
          PodResourcesMessage.read(
              new WireReader(new UnaryCall(socket, LIST, deadline, mostBytes).make())));
    } catch (TimeoutException late) {
      return new ProbeResult.TimedOut<>(
          "the kubelet did not answer at "
              + socket
              + " in "
              + deadline.toMillis()
              + " ms: look at the kubelet's log");
    } catch (GrpcException refused) {
      return new ProbeResult.Failed<>(
          refused.status() == GrpcException.UNIMPLEMENTED
              ? "the kubelet has no PodResources API v1: Kubernetes must be 1.20 or newer"
              : "the kubelet refuses to tell of devices ("
                  + refused.getMessage()
                  + "): look at its"
                  + " log");
    } catch (IOException e) {
      return new ProbeResult.Failed<>(
          "the kubelet's answer at "
              + socket
              + " could not be read ("
              + oneLine(e)
              + "): check that it is the kubelet's PodResources socket");
    }
  }

  private static String oneLine(IOException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
  }
}
