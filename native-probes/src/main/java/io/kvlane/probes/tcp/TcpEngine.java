package io.kvlane.probes.tcp;

import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.engine.GpuMemoryUnsupportedException;
import io.kvlane.probes.engine.InitiatorSession;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import java.net.InetAddress;
import java.time.Duration;

/** Transfers over Java's own sockets. There on every machine. */
public final class TcpEngine implements TransferEngine {

  @Override
  public Engine engine() {
    return Engine.TCP;
  }

  /** The version of the Java runtime, whose sockets are used. */
  @Override
  public String version() {
    return "java " + Runtime.version();
  }

  @Override
  public ResponderSession serve(Region region, EngineSettings settings) throws TransferException {
    return new TcpResponder(inHostMemory(region), listenAddress(settings));
  }

  private static InetAddress listenAddress(EngineSettings settings) throws TransferException {
    String address = settings.bindAddress();
    if (address == null) {
      return InetAddress.getLoopbackAddress();
    }
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new TransferException(
          TransferException.Kind.FAILED, "'" + address + "' is not an IP address", e);
    }
  }

  @Override
  public InitiatorSession connect(
      Region region, EngineSettings settings, ConnectionData to, Duration timeout)
      throws TransferException {
    ConnectionData.Tcp tcp = to.tcp();
    if (tcp == null) {
      throw new IllegalArgumentException("connection data without a TCP address");
    }
    return new TcpInitiator(inHostMemory(region), tcp, timeout);
  }

  private static HostRegion inHostMemory(Region region) throws GpuMemoryUnsupportedException {
    if (region instanceof HostRegion host) {
      return host;
    }
    throw new GpuMemoryUnsupportedException("Java's sockets reach host memory only");
  }
}
