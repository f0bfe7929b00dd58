package io.kvlane.probes.ucx;

import static io.kvlane.probes.ucx.UcpLayout.*;

import io.kvlane.core.path.Lane;
import io.kvlane.core.profile.DescriptorLayout;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.engine.InitiatorSession;
import io.kvlane.probes.engine.MoveOrder;
import io.kvlane.probes.engine.Moved;
import io.kvlane.probes.engine.Region;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeStruct;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import java.util.Base64;
import java.util.List;

/**
 * Reads and writes a responder's region over UCX with a window of operations in flight, as NIXL
 * posts them: one {@code ucp_get_nbx} or {@code ucp_put_nbx} a descriptor, with the registration of
 * its own region, and one flush at the end. UCX allocates the requests, which are polled.
 */
final class UcxInitiator implements InitiatorSession {

  private static final int CLOCK_EVERY = 16;

  private final UcxLibrary library;
  private final LibUcp ucp;
  private final Region region;
  private final UcxWorker worker;
  private final UcxMemory memory;
  private final UcxEndpoint endpoint;
  private final NativeStruct options = new NativeStruct(STRUCT_BYTES);
  private final long remoteAddress;

  UcxInitiator(UcxLibrary library, Region region, EngineSettings settings, ConnectionData.Ucx to)
      throws TransferException {
    this.library = library;
    this.ucp = library.ucp();
    this.region = region;
    this.remoteAddress = to.remoteAddress();
    byte[] workerAddress = Base64.getDecoder().decode(to.workerAddress());
    byte[] remoteKey = Base64.getDecoder().decode(to.remoteKey());
    this.worker = new UcxWorker(library, settings);
    this.memory = UcxMemory.with(library, worker, region);
    try {
      this.endpoint = new UcxEndpoint(library, worker, workerAddress, remoteKey);
    } catch (UcxException failure) {
      memory.close();
      worker.close();
      throw failure;
    }
    if (library.version().takesOwnRegistration()) {
      options
          .putInt(REQUEST_PARAM_OP_ATTR_MASK, OP_ATTR_FIELD_MEMH)
          .putLong(REQUEST_PARAM_MEMH, memory.handle());
    }
  }

  @Override
  public Moved move(MoveOrder order) throws TransferException {
    InFlight inFlight = new InFlight(library, worker, order.window());
    long startNanos = System.nanoTime();
    long stopPostingAt = startNanos + order.postFor().toNanos();
    long failAt = startNanos + order.failAfter().toNanos();
    int descriptors = order.layout().shape().descriptors();
    long postNanos = 0;
    int posted = 0;
    boolean inTime = true;
    while (posted < descriptors && inTime) {
      long fillStart = System.nanoTime();
      while (posted < descriptors && inTime && !inFlight.isFull()) {
        long request = post(order.operation(), order.layout(), posted);
        inFlight.add(order.operation(), request);
        posted++;
        inTime = posted % CLOCK_EVERY != 0 || System.nanoTime() - stopPostingAt < 0;
      }
      postNanos += System.nanoTime() - fillStart;
      if (inFlight.isFull()) {
        inFlight.drainTo(order.window() / 2, failAt);
      }
    }
    inFlight.drainTo(0, failAt);
    inFlight.finish("ucp_ep_flush_nbx", endpoint.flush(), failAt);
    return new Moved(posted, postNanos, System.nanoTime() - startNanos, posted < descriptors);
  }

  private long post(Operation operation, DescriptorLayout layout, int descriptor) {
    long local = region.address() + layout.initiatorOffset(descriptor);
    long remote = remoteAddress + layout.responderOffset(descriptor);
    int length = layout.shape().descriptorBytes();
    return operation == Operation.READ
        ? ucp.ucp_get_nbx(
            endpoint.handle(), local, length, remote, endpoint.key(), options.address())
        : ucp.ucp_put_nbx(
            endpoint.handle(), local, length, remote, endpoint.key(), options.address());
  }

  @Override
  public List<Lane> lanes() throws TransferException {
    return UcxLanes.of(library, endpoint.handle());
  }

  @Override
  public void close() {
    endpoint.close();
    memory.close();
    worker.close();
  }
}
