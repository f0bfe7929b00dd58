package io.kvlane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Table TABLE =
      new Table(List.of("task", "GB/s"), List.of(List.of("tcp", "1.25"), List.of("posix", "30")));

  @Test
  void shouldKeepColumnsInLine() {
    assertThat(TABLE.text())
        .isEqualTo(
            """
            task   GB/s
            tcp    1.25
            posix  30\
            """);
  }

  @Test
  void shouldBeATableOfMarkdown() {
    assertThat(TABLE.markdown())
        .isEqualTo(
            """
            | task | GB/s |
            |---|---|
            | tcp | 1.25 |
            | posix | 30 |\
            """);
  }

  @Test
  void shouldRefuseIncompleteRows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))));
  }
}
