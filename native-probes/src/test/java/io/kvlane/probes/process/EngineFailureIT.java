package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.Arm;
import io.kvlane.probes.protocol.ProbeCommand.Close;
import io.kvlane.probes.protocol.ProbeCommand.Serve;
import io.kvlane.probes.testing.Await;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.Processes;
import io.kvlane.probes.testing.Processes.Signal;
import io.kvlane.probes.testing.TransferPath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An engine that fails while no command runs. */
class EngineFailureIT {

  private static final int ZEROES = 64;

  @Test
  void shouldLogTheFailureOfAnEngineOnceAndGoOn() throws Exception {
    try (ProbeSlot slot = Probes.slot(Probes.real())) {
      ProbeProcess responder = slot.acquire();
      sendNonsense(
          responder
              .call(
                  new Serve(TransferPath.TCP.spec(Operation.READ, TransferShape.contiguous(4096))),
                  Probes.DEADLINE)
              .connection());
      for (int i = 0; i < 10; i++) {
        responder.call(new Arm(i), Probes.DEADLINE);
      }
      responder.call(new Close(), Probes.DEADLINE);
      Processes.send(Signal.KILL, responder.pid());
      Await.until("the end is noticed", () -> slot.report().lastEnd().isPresent());

      assertThat(slot.report().lastEnd().map(ProcessEnd::lastLines).orElseThrow())
          .filteredOn(line -> line.contains("unknown request 0"))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  /** Shows the right token, asks for nothing that there is, and waits until it is hung up on. */
  private static void sendNonsense(ConnectionData to) throws Exception {
    ConnectionData.Tcp tcp = Objects.requireNonNull(to.tcp());
    try (SocketChannel initiator =
        SocketChannel.open(new InetSocketAddress(tcp.host(), tcp.port()))) {
      initiator.write(ByteBuffer.wrap(Base64.getDecoder().decode(tcp.token())));
      initiator.write(ByteBuffer.allocate(ZEROES));
      initiator.socket().getInputStream().readAllBytes();
    } catch (IOException reset) {
      assertThat(reset).isNotNull();
    }
  }
}
