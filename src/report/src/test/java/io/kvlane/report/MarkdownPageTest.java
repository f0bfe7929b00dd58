package io.kvlane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownPageTest {

  private static final String TARGET = "make bench";
  private static final String BEGIN = "<!-- begin: written by make bench -->";
  private static final String END = "<!-- end: written by make bench -->";
  private static final String PAGE =
      "# Title\n\nBefore.\n\n" + BEGIN + "\nold\n" + END + "\n\nAfter.\n";

  @Test
  void shouldReplaceTheGeneratedPartOnly(@TempDir Path directory) throws IOException {
    Path page = Files.writeString(directory.resolve("page.md"), PAGE);
    MarkdownPage.rewrite(page, TARGET, "new\n");
    MarkdownPage.rewrite(page, TARGET, "newer\n");
    assertThat(page)
        .hasContent("# Title\n\nBefore.\n\n" + BEGIN + "\n\nnewer\n\n" + END + "\n\nAfter.\n");
  }

  @Test
  void shouldNotWriteIntoAPageWithoutMarkers() {
    assertThatIOException()
        .isThrownBy(() -> MarkdownPage.replaced("# Title\n", TARGET, "new"))
        .withMessageContaining(BEGIN);
  }
}
