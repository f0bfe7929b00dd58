package io.kvlane.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownPageTest {

  private static final String PAGE =
      "# Title\n\nBefore.\n\n" + MarkdownPage.BEGIN + "\nold\n" + MarkdownPage.END + "\n\nAfter.\n";

  @Test
  void shouldReplaceTheGeneratedPartOnly(@TempDir Path directory) throws IOException {
    Path page = Files.writeString(directory.resolve("page.md"), PAGE);
    MarkdownPage.rewrite(page, "new\n");
    MarkdownPage.rewrite(page, "newer\n");
    assertThat(page)
        .hasContent(
            "# Title\n\nBefore.\n\n"
                + MarkdownPage.BEGIN
                + "\n\nnewer\n\n"
                + MarkdownPage.END
                + "\n\nAfter.\n");
  }

  @Test
  void shouldNotWriteIntoAPageWithoutMarkers() {
    assertThatIOException()
        .isThrownBy(() -> MarkdownPage.replaced("# Title\n", "new"))
        .withMessageContaining(MarkdownPage.BEGIN);
  }
}
