package io.kvlane.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void shouldKeepTextAndAttributesFromBecomingMarkup() {
    Html html = new Html().element("a", "<b>&'\"", "title", "\"><script>'");

    assertThat(html.toString())
        .isEqualTo("<a title=\"&quot;&gt;&lt;script&gt;&#39;\">&lt;b&gt;&amp;&#39;&quot;</a>");
  }

  @Test
  void shouldReplaceControlCharactersAndThoseThatTurnTheDirection() {
    assertThat(new Html().text("a\u0000b\u001bc\u202ed\u2066e\u0085f\ng\th").toString())
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\ng\th");
  }

  @Test
  void shouldWriteItemsWhileTheyFitAndSayWhereTheRestIs() {
    Html page = new Html();

    int written =
        Share.fill(page, 21, List.of("one", "two", "three"), one -> new Html().element("p", one));
    Share.rest(page, 1, "words", "/api/v1/words");

    assertThat(written).isEqualTo(2);
    assertThat(page.toString())
        .isEqualTo(
            "<p>one</p><p>two</p><p class=\"note\">1 more words in <a href=\"/api/v1/words\">"
                + "/api/v1/words</a>.</p>");
  }

  @Test
  void shouldWeighInBytesNotInCharacters() {
    assertThat(new Html().text("→").bytes()).isEqualTo(3);
  }
}
