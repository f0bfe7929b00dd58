package io.kvlane.probes.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvlane.core.profile.PayloadPattern;
import io.kvlane.core.profile.ScatteredLayout;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Corruption;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The payload is written and compared by words, in chunks of 8192 bytes: sizes lie around these.
 */
class HostRegionTest {

  private static final long SEED = 0x5eed;
  private static final long STALE_SEED = SEED - 1;

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {1, 7, 8, 9, 4096, 8191, 8192, 8193, 8200, 16389})
  void shouldFillEveryByte(int bytes) {
    try (HostRegion region = new HostRegion(bytes)) {
      region.fill(SEED);

      assertThat(contentOf(region)).isEqualTo(payload(SEED, bytes));
    }
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {1, 7, 8, 9, 4096, 8193})
  void shouldPoisonEveryByte(int bytes) {
    try (HostRegion region = new HostRegion(bytes)) {
      region.fill(SEED);
      region.poison();

      assertThat(contentOf(region)).containsOnly(PayloadPattern.POISON);
    }
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {1, 7, 9, 8191, 16389})
  void shouldNotWriteBehindItsEnd(int bytes) {
    try (HostRegion region = new HostRegion(bytes)) {
      region.poison();
      region.fill(SEED);

      assertThat(NativeStruct.copyFrom(region.address() + bytes, 64)).containsOnly(0);
    }
  }

  @ParameterizedTest(name = "{0} regions of {1} blocks of {2} bytes")
  @CsvSource({"1, 1, 1", "1, 1, 8197", "2, 5, 8", "3, 7, 13", "2, 3, 4096", "1, 2, 16389"})
  void shouldVerifyWhatWasDelivered(int regions, int blocks, int bytes) {
    try (Delivery delivery = new Delivery(new TransferShape(regions, blocks, bytes))) {
      assertThat(delivery.verify(SEED)).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} regions of {1} blocks of {2} bytes")
  @CsvSource({"1, 1, 1", "2, 3, 8", "2, 3, 13", "1, 2, 8197"})
  void shouldFindAWrongByteWhereverItIs(int regions, int blocks, int bytes) {
    try (Delivery delivery = new Delivery(new TransferShape(regions, blocks, bytes))) {
      ScatteredLayout layout = delivery.layout;
      for (int descriptor = 0; descriptor < layout.shape().descriptors(); descriptor++) {
        ByteBuffer block = delivery.receiver.slice(layout.responderOffset(descriptor), bytes);
        for (int offset = 0; offset < bytes; offset++) {
          byte right = block.get(offset);
          byte wrong = (byte) (right ^ 0x10);
          block.put(offset, wrong);

          assertThat(delivery.verify(SEED))
              .contains(
                  new Corruption(
                      descriptor, offset, Byte.toUnsignedInt(right), Byte.toUnsignedInt(wrong)));
          block.put(offset, right);
        }
      }
    }
  }

  @Test
  void shouldNameTheFirstOfSeveralWrongBytes() {
    try (Delivery delivery = new Delivery(new TransferShape(2, 8, 100))) {
      delivery.corrupt(11, 3);
      delivery.corrupt(6, 99);
      delivery.corrupt(6, 17);

      assertThat(delivery.verify(SEED))
          .hasValueSatisfying(first -> {
            assertThat(first.descriptor()).isEqualTo(6);
            assertThat(first.offset()).isEqualTo(17);
          });
    }
  }

  @Test
  void shouldCompareOnlyWhatWasMoved() {
    try (Delivery delivery = new Delivery(new TransferShape(2, 8, 100))) {
      delivery.corrupt(11, 3);

      assertThat(delivery.verify(SEED, 11)).isEmpty();
      assertThat(delivery.verify(SEED, 12)).isPresent();
    }
  }

  @ParameterizedTest(name = "descriptors of {0} bytes")
  @ValueSource(ints = {8, 13, 4096})
  void shouldNotTakeThePayloadOfAnEarlierRunForThisOne(int bytes) {
    try (Delivery delivery = new Delivery(new TransferShape(2, 4, bytes))) {
      assertThat(delivery.verify(STALE_SEED))
          .hasValueSatisfying(found -> assertThat(found.descriptor()).isZero());
    }
  }

  @Test
  void shouldNotTakePoisonForAPayload() {
    try (Delivery delivery = new Delivery(new TransferShape(2, 4, 4096))) {
      delivery.receiver.poison();

      assertThat(delivery.verify(SEED))
          .hasValueSatisfying(
              found -> assertThat((byte) found.actual()).isEqualTo(PayloadPattern.POISON));
    }
  }

  @Test
  void shouldFindBlocksThatCameToEachOthersPlaces() {
    try (Delivery delivery = new Delivery(new TransferShape(2, 4, 4096))) {
      ByteBuffer third = delivery.destination(2);
      ByteBuffer seventh = delivery.destination(6);
      byte[] kept = new byte[4096];
      third.duplicate().get(kept);
      third.put(seventh.duplicate());
      seventh.put(kept);

      assertThat(delivery.verify(SEED))
          .hasValueSatisfying(found -> assertThat(found.descriptor()).isEqualTo(2));
    }
  }

  @Test
  void shouldFindABlockThatNeverCame() {
    try (Delivery delivery = new Delivery(new TransferShape(2, 4, 4096))) {
      delivery.receiver.poison();
      for (int descriptor = 0; descriptor < 7; descriptor++) {
        delivery.deliver(descriptor);
      }

      assertThat(delivery.verify(SEED))
          .hasValueSatisfying(found -> assertThat(found.descriptor()).isEqualTo(7));
    }
  }

  @ParameterizedTest(name = "{1} bytes at {0}")
  @CsvSource({
    "-1, 1",
    "0, -1",
    "0, 101",
    "100, 1",
    "50, 51",
    "9223372036854775807, 1",
    "9223372036854775800, 2147483647"
  })
  void shouldNotGiveAViewOfWhatIsOutside(long offset, int length) {
    try (HostRegion region = new HostRegion(100)) {
      assertThatThrownBy(() -> region.slice(offset, length))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("region of 100");
    }
  }

  @Test
  void shouldGiveAViewUpToItsEnd() {
    try (HostRegion region = new HostRegion(100)) {
      assertThat(region.slice(99, 1).capacity()).isEqualTo(1);
      assertThat(region.slice(100, 0).capacity()).isZero();
    }
  }

  @Test
  void shouldSayThatTheKernelRefusesMemory() {
    assertThatThrownBy(() -> new HostRegion(Long.MAX_VALUE / 2).close())
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("refused to map");
  }

  @Test
  void shouldBeClosedTwiceWithoutHarm() {
    HostRegion region = new HostRegion(4096);
    region.close();
    try (HostRegion next = new HostRegion(4096)) {
      region.close();

      next.poison();
      assertThat(contentOf(next)).containsOnly(PayloadPattern.POISON);
    }
  }

  private static byte[] contentOf(HostRegion region) {
    return NativeStruct.copyFrom(region.address(), Math.toIntExact(region.bytes()));
  }

  private static byte[] payload(long seed, int bytes) {
    byte[] payload = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      payload[i] = (byte) (PayloadPattern.word(seed, i / 8) >>> (8 * (i % 8)));
    }
    return payload;
  }

  /** A payload that an initiator wrote to a responder, descriptor by descriptor. */
  private static final class Delivery implements AutoCloseable {

    private final ScatteredLayout layout;
    private final HostRegion sender;
    private final HostRegion receiver;

    Delivery(TransferShape shape) {
      layout = new ScatteredLayout(shape, 42);
      sender = new HostRegion(shape.totalBytes());
      receiver = new HostRegion(shape.totalBytes());
      sender.fill(SEED);
      receiver.poison();
      for (int descriptor = 0; descriptor < shape.descriptors(); descriptor++) {
        deliver(descriptor);
      }
    }

    void deliver(int descriptor) {
      int bytes = layout.shape().descriptorBytes();
      destination(descriptor).put(sender.slice(layout.initiatorOffset(descriptor), bytes));
    }

    ByteBuffer destination(int descriptor) {
      return receiver.slice(layout.responderOffset(descriptor), layout.shape().descriptorBytes());
    }

    void corrupt(int descriptor, int offset) {
      ByteBuffer block = destination(descriptor);
      block.put(offset, (byte) ~block.get(offset));
    }

    Optional<Corruption> verify(long seed) {
      return verify(seed, layout.shape().descriptors());
    }

    Optional<Corruption> verify(long seed, int descriptors) {
      IntToLongFunction source = layout::initiatorOffset;
      return receiver.verify(seed, layout, descriptors, source, layout::responderOffset);
    }

    @Override
    public void close() {
      sender.close();
      receiver.close();
    }
  }
}
