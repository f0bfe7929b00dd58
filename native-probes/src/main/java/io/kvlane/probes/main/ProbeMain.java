package io.kvlane.probes.main;

import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.libc.LibC;
import io.kvlane.probes.libc.NativeStruct;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.protocol.LineChannel;
import io.kvlane.probes.session.Inspectors;
import io.kvlane.probes.session.SessionCommands;
import io.kvlane.probes.tcp.TcpEngine;
import io.kvlane.probes.ucx.UcxEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Start of the probe process. Started by the agent only: {@code ProbeMain SOCKET [UCX-DIRECTORY]}.
 */
public final class ProbeMain {

  private static final int EXIT_USAGE = 2;
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int SIGKILL = 9;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_BYTES = 16;

  private ProbeMain() {}

  /**
   * Connects to the agent and serves it until either ends.
   *
   * @param args path of the agent's socket, and optionally the directory that holds UCX
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("the agent starts this process: ProbeMain SOCKET [UCX-DIRECTORY]");
      System.exit(EXIT_USAGE);
    }
    Optional<Path> ucxDirectory =
        args.length == 2 ? Optional.of(Path.of(args[1])) : Optional.empty();
    serve(
        Path.of(args[0]),
        List.of(new UcxEngine(ucxDirectory), new TcpEngine()),
        new Inspectors(gpuDirectory(), ucxDirectory));
  }

  /** Serves the agent at a socket with these engines; does not return before the agent ended. */
  public static void serve(Path socket, List<TransferEngine> engines) throws IOException {
    serve(socket, engines, new Inspectors(gpuDirectory(), Optional.empty()));
  }

  private static void serve(Path socket, List<TransferEngine> engines, Inspectors inspectors)
      throws IOException {
    endWithParent();
    writeNoCore();
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    try (LineChannel agent = new LineChannel(channel)) {
      new ProbeServer(agent, new SessionCommands(engines, inspectors, gpuDirectory())).run();
    }
  }

  private static Optional<Path> gpuDirectory() {
    return Optional.ofNullable(System.getProperty(ProbeLaunch.GPU_DIRECTORY)).map(Path::of);
  }

  /**
   * A process that is made to be killed and aborted must not fill the node's disk with its images.
   * The JVM's own flag covers only what the JVM itself aborts for.
   */
  private static void writeNoCore() {
    NativeStruct none = new NativeStruct(RLIMIT_BYTES);
    int failed = LibC.INSTANCE.setrlimit(RLIMIT_CORE, none.address());
    none.keepUntilHere();
    if (failed != 0) {
      System.err.println("setrlimit(RLIMIT_CORE) failed: an abort may leave a core file");
    }
  }

  /**
   * The agent holds the other end of standard input and writes nothing: end of file means that it
   * is gone, however it went. The process is halted, since a library may be hanging in any other
   * thread. A process that is stopped cannot read, so the kernel kills it, too: when the thread
   * that started it ends, which the agent's does only with the agent.
   */
  private static void endWithParent() {
    int failed = LibC.INSTANCE.prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (failed != 0) {
      System.err.println("prctl(PR_SET_PDEATHSIG) failed: a stopped process outlives its agent");
    }
    Thread.ofPlatform()
        .daemon()
        .name("kvlane-parent")
        .start(() -> {
          try {
            System.in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            System.err.println("standard input: " + e);
          }
          Runtime.getRuntime().halt(0);
        });
  }
}
