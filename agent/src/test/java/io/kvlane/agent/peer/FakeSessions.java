package io.kvlane.agent.peer;

import io.kvlane.agent.peer.PeerRequest.Arm;
import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.core.peer.Standing;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sessions that move nothing, one at a time. Safe for every thread. */
final class FakeSessions implements Sessions {

  private static final PeerAnswer NO_SESSION =
      PeerAnswer.refused(Problem.Kind.INVALID, "there is no session");

  private final AtomicReference<@Nullable Object> owner = new AtomicReference<>();
  private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger steps = new AtomicInteger();
  private final List<Object> ended = new CopyOnWriteArrayList<>();

  /** Holds every step up from now on. */
  void holdUp() {
    gate.set(new CountDownLatch(1));
  }

  /** Lets steps go on. */
  void goOn() {
    gate.get().countDown();
  }

  /** Sessions that were opened. */
  int opened() {
    return opened.get();
  }

  /** Steps that were begun. */
  int steps() {
    return steps.get();
  }

  /** Whether a session is open. */
  boolean isOpen() {
    return owner.get() != null;
  }

  /** Owners whose sessions were ended, each as often as that was asked. */
  List<Object> ended() {
    return ended;
  }

  private void step() throws InterruptedException {
    steps.incrementAndGet();
    gate.get().await();
  }

  @Override
  public PeerAnswer open(Object by, Open wanted, String address) throws InterruptedException {
    step();
    if (!owner.compareAndSet(null, by)) {
      return PeerAnswer.notNow(new NotNow(NotNow.Reason.BUSY, "it serves another node"));
    }
    opened.incrementAndGet();
    return PeerAnswer.opened(
        new ConnectionData(null, new ConnectionData.Tcp(address, 1, "")), Standing.UNKNOWN);
  }

  @Override
  public PeerAnswer arm(Object by, Arm arm) throws InterruptedException {
    step();
    return by.equals(owner.get()) ? PeerAnswer.wasArmed() : NO_SESSION;
  }

  @Override
  public PeerAnswer close(Object by, Close moved) throws InterruptedException {
    step();
    return owner.compareAndSet(by, null)
        ? PeerAnswer.closed(new Settled(null, true, null))
        : NO_SESSION;
  }

  @Override
  public void end(Object by) {
    ended.add(by);
    owner.compareAndSet(by, null);
  }
}
