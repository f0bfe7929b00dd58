package io.kvlane.probes.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvlane.probes.testing.Background;
import io.kvlane.probes.testing.SocketPair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LineChannelTest {

  private static final int MOST_LINE_BYTES = LineChannel.MOST_LINE_BYTES;

  private SocketPair sockets;
  private LineChannel channel;

  record Note(String text, int number) {}

  @BeforeEach
  void connect() throws IOException {
    sockets = SocketPair.open();
    channel = new LineChannel(sockets.near());
  }

  @AfterEach
  void close() throws IOException {
    sockets.close();
  }

  @Test
  void shouldSendAnObjectAsOneLine() throws IOException {
    channel.send(new Note("first\nsecond", 2));
    channel.close();

    assertThat(allThatWasSent()).isEqualTo("{\"text\":\"first\\nsecond\",\"number\":2}\n");
  }

  @Test
  void shouldReceiveWhatItSends() throws IOException {
    Note note = new Note("KV · 块 · 🚀 \u0000\u2028\"\\", Integer.MIN_VALUE);
    try (LineChannel other = new LineChannel(sockets.far())) {
      other.send(note);

      assertThat(channel.receive(Note.class)).contains(note);
    }
  }

  @Test
  void shouldReceiveSeveralLinesThatComeTogether() throws IOException {
    say("{\"text\":\"a\",\"number\":1}\n{\"text\":\"b\",\"number\":2}\n");

    assertThat(channel.receive(Note.class)).contains(new Note("a", 1));
    assertThat(channel.receive(Note.class)).contains(new Note("b", 2));
  }

  /** Also in the middle of a character of several bytes. */
  @Test
  void shouldReceiveALineThatComesByteByByte() throws IOException {
    for (byte next : "{\"text\":\"块\",\"number\":1}\n".getBytes(StandardCharsets.UTF_8)) {
      sockets.far().write(ByteBuffer.wrap(new byte[] {next}));
    }

    assertThat(channel.receive(Note.class)).contains(new Note("块", 1));
  }

  @Test
  void shouldSeeTheEndOfTheConnection() throws IOException {
    say("{\"text\":\"a\",\"number\":1}\n");
    sockets.far().close();

    assertThat(channel.receive(Note.class)).isPresent();
    assertThat(channel.receive(Note.class)).isEmpty();
  }

  @Test
  void shouldNotTakeHalfALineForAnObject() throws IOException {
    say("{\"text\":\"a\",\"number\":1}");
    sockets.far().close();

    assertThat(channel.receive(Note.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "",
        "null",
        "[]",
        "{}",
        "{\"text\":\"a\"}",
        "{\"text\":\"a\",\"number\":null}",
        "{\"text\":\"a\",\"number\":99999999999}",
        "{\"text\":\"a\",\"number\":1,\"more\":1}",
        "{\"text\":\"a\",\"number\":1",
        "{\"text\":\"a\",\"number\":1} {\"text\":\"b\",\"number\":2}",
        "{\"text\":\"a\",\"number\":1} and more",
        "\u0000\u0001\u0002",
        "[WARN][os,thread] Failed to start thread"
      })
  void shouldRefuseALineThatIsNotTheObject(String line) throws IOException {
    say(line + "\n");

    assertThatThrownBy(() -> channel.receive(Note.class))
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith("not a message: '");
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() throws IOException {
    sockets.far().write(ByteBuffer.wrap(new byte[] {'{', '"', (byte) 0xff, '"', ':', '\n'}));

    assertThatThrownBy(() -> channel.receive(Note.class)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void shouldRefuseObjectsThatAreNestedWithoutEnd() throws IOException {
    say("{\"text\":".repeat(10_000) + "\n");

    assertThatThrownBy(() -> channel.receive(Note.class)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void shouldShowOnlyTheBeginningOfAWrongLine() throws IOException {
    say("x".repeat(10_000) + "\n");

    assertThatThrownBy(() -> channel.receive(Note.class))
        .hasMessageContaining("'" + "x".repeat(120) + "'")
        .message()
        .hasSizeLessThan(1000);
  }

  @Test
  void shouldReceiveTheLongestLine() throws Exception {
    String frame = "{\"text\":\"\",\"number\":1}";
    String text = "x".repeat(MOST_LINE_BYTES - frame.length());
    Background<?> saying =
        Background.start(() -> say("{\"text\":\"" + text + "\",\"number\":1}\n"));

    assertThat(channel.receive(Note.class)).contains(new Note(text, 1));
    saying.get();
  }

  @Test
  void shouldGiveUpOnALineWithoutEnd() throws Exception {
    Background<?> saying = Background.start(() -> say("x".repeat(MOST_LINE_BYTES + 1)));

    assertThatThrownBy(() -> channel.receive(Note.class))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("a line of more than 1048576 bytes");
    saying.get();
  }

  @Test
  void shouldSendLinesOfSeveralThreadsWhole() throws Exception {
    List<Background<?>> sending = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String text = String.valueOf(i).repeat(20_000);
      sending.add(Background.start(() -> sendTenTimes(new Note(text, 1))));
    }
    try (LineChannel other = new LineChannel(sockets.far())) {
      for (int i = 0; i < 40; i++) {
        assertThat(other.receive(Note.class))
            .hasValueSatisfying(note ->
                assertThat(note.text()).isEqualTo(note.text().substring(0, 1).repeat(20_000)));
      }
    }
    for (Background<?> sender : sending) {
      sender.get();
    }
  }

  @Test
  void shouldReadAPartOfAMessageAsATypeOfItsOwn() throws IOException {
    Note note = new Note("a", 1);

    assertThat(LineChannel.read(LineChannel.tree(note), Note.class)).isEqualTo(note);
    assertThatThrownBy(() -> LineChannel.read(LineChannel.tree(List.of(1)), Note.class))
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith("not a Note: ");
  }

  private Note sendTenTimes(Note note) throws IOException {
    for (int i = 0; i < 10; i++) {
      channel.send(note);
    }
    return note;
  }

  private String say(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      sockets.far().write(bytes);
    }
    return text;
  }

  private String allThatWasSent() throws IOException {
    return new String(
        sockets.far().socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
