package io.kvlane.probes.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.protocol.SessionMark;
import io.kvlane.probes.testing.Await;
import io.kvlane.probes.testing.Background;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTailTest {

  private static final SessionMark MARK = SessionMark.of(7);

  @Test
  void shouldKeepLinesInTheirOrder() throws Exception {
    assertThat(tail("first\nsecond\n\nfourth\n", "fourth"))
        .containsExactly("first", "second", "", "fourth");
  }

  @Test
  void shouldKeepALastLineWithoutItsEnd() throws Exception {
    assertThat(tail("first\nUCX  FATAL", "UCX  FATAL")).containsExactly("first", "UCX  FATAL");
  }

  @Test
  void shouldKeepOnlyTheLastLines() throws Exception {
    String lines = IntStream.range(0, 100_000).mapToObj(i -> "line " + i).collect(joining("\n"));

    assertThat(tail(lines, "line 99999")).hasSize(200).startsWith("line 99800");
  }

  @Test
  void shouldKeepOnlyTheBeginningOfALongLine() throws Exception {
    assertThat(tail("x".repeat(1_000_000) + "\nnext\n", "next"))
        .containsExactly("x".repeat(300), "next");
  }

  @Test
  void shouldTakeControlCharactersOut() throws Exception {
    assertThat(tail("\u001b[31mred\u001b[0m\tand\u0000 \r\nnext", "next"))
        .containsExactly(" [31mred [0m and", "next");
  }

  @Test
  void shouldTakeAnyBytes() throws Exception {
    byte[] bytes = {(byte) 0xff, (byte) 0xfe, '\n', 'x'};

    assertThat(tail(new ByteArrayInputStream(bytes), "x")).hasSize(2);
  }

  @Test
  void shouldShowLinesWhileMoreAreToCome() throws Exception {
    try (PipedOutputStream output = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(output)) {
      output.write("early\n".getBytes(UTF_8));
      output.flush();

      assertThat(tail(input, "early")).containsExactly("early");
    }
  }

  @Test
  void shouldSayThatTheOutputBroke() throws Exception {
    InputStream broken = new PipedInputStream();

    assertThat(tail(broken, "(its output ended: Pipe not connected)")).hasSize(1);
  }

  @Test
  void shouldGiveWhatWasWrittenDuringASession() throws Exception {
    LogTail tail =
        logOf("before\n" + MARK.begin() + "\nfirst\nsecond\n" + MARK.end() + "\nafter\n");

    assertThat(tail.between(MARK, Await.LIMIT)).containsExactly("first", "second");
  }

  @Test
  void shouldGiveWhatWasWrittenDuringTheLastOfSeveralSessions() throws Exception {
    LogTail tail =
        logOf(
            MARK.begin()
                + "\nfirst\n"
                + MARK.end()
                + "\n"
                + MARK.begin()
                + "\nsecond\n"
                + MARK.end()
                + "\nlast\n");
    Await.until("all is read", () -> tail.lines().contains("last"));

    assertThat(tail.between(MARK, Duration.ZERO)).containsExactly("second");
  }

  @Test
  void shouldWaitForTheEndOfASession() throws Exception {
    try (PipedOutputStream output = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(output)) {
      LogTail tail = new LogTail("test", input);
      Background<List<String>> between = Background.start(() -> tail.between(MARK, Await.LIMIT));
      output.write((MARK.begin() + "\nfirst\n" + MARK.end() + "\n").getBytes(UTF_8));
      output.flush();

      assertThat(between.get()).containsExactly("first");
    }
  }

  @Test
  void shouldGiveNothingOfASessionWhoseMarksItDoesNotHave() throws Exception {
    LogTail begun = logOf(MARK.begin() + "\nlast\n");
    LogTail ended = logOf("last\n" + MARK.end() + "\n");
    Await.until("all is read", () -> begun.lines().contains("last"));

    assertThat(begun.between(MARK, Duration.ofMillis(1))).isEmpty();
    assertThat(ended.between(MARK, Await.LIMIT)).isEmpty();
  }

  @Test
  void shouldNotShowTheMarksOfSessions() throws Exception {
    assertThat(tail(MARK.begin() + "\nfirst\n" + MARK.end() + "\nlast", "last"))
        .containsExactly("first", "last");
  }

  private static LogTail logOf(String output) {
    return new LogTail("test", new ByteArrayInputStream(output.getBytes(UTF_8)));
  }

  private static List<String> tail(String output, String last) throws Exception {
    return tail(new ByteArrayInputStream(output.getBytes(UTF_8)), last);
  }

  private static List<String> tail(InputStream output, String last) throws Exception {
    LogTail tail = new LogTail("test", output);
    Await.until("it has read: " + last, () -> tail.lines().contains(last));
    return tail.lines();
  }
}
