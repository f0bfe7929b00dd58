package io.kvlane.agent.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentSplitterTest {

  private static List<DocumentText> split(Reader reader) throws IOException {
    List<DocumentText> documents = new ArrayList<>();
    DocumentSplitter splitter = new DocumentSplitter(new BufferedReader(reader));
    for (Optional<DocumentText> next = splitter.next(); next.isPresent(); next = splitter.next()) {
      documents.add(next.get());
    }
    return documents;
  }

  @Test
  void shouldSplitAtThreeDashes() throws Exception {
    assertThat(split(new StringReader("a: 1\n---\nb: ---\n --- \n--- # c\nc: 3\n---x\n---")))
        .extracting(DocumentText::firstLine, DocumentText::text)
        .containsExactly(
            tuple(1, "a: 1\n"),
            tuple(2, "---\nb: ---\n --- \n"),
            tuple(5, "--- # c\nc: 3\n---x\n"),
            tuple(8, "---"));
  }

  @Test
  void shouldHaveNoDocumentsInNothing() throws Exception {
    assertThat(split(new StringReader(""))).isEmpty();
  }

  @Test
  void shouldNotKeepALineThatDoesNotEnd() throws Exception {
    long length = 20L * DocumentSplitter.MOST_CHARACTERS;

    List<DocumentText> documents = split(new Endless(length));

    assertThat(documents).hasSize(2);
    assertThat(documents.get(0).tooLong()).isTrue();
    assertThat(documents.get(0).text()).isEmpty();
    assertThat(documents.get(1).text()).isEqualTo("---\nb");
  }

  /** One character again and again, and a document after it. */
  private static final class Endless extends Reader {

    private final String end = "\n---\nb";
    private final long length;
    private long at;

    Endless(long length) {
      this.length = length;
    }

    @Override
    public int read(char[] into, int offset, int most) {
      int count = 0;
      for (; count < most && at < length + end.length(); at++, count++) {
        into[offset + count] = at < length ? 'x' : end.charAt((int) (at - length));
      }
      return count == 0 ? -1 : count;
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
