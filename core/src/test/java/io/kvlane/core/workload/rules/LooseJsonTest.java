package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LooseJsonTest {

  @Test
  void shouldReadMappingsListsAndText() {
    assertThat(
            LooseJson.mapping(
                " {\"a\": \"x\\\"y\", 'b': [1, true, {}], c: {\"d\" : null}, \"e\": []} "))
        .contains(
            Map.of(
                "a", "x\"y",
                "b", List.of("1", "true", Map.of()),
                "c", Map.of("d", "null"),
                "e", List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "[]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1",
        "{\"a\":\"1}",
        "{\"a\":1} x",
        "{\"a\" 1}",
        "{,}",
        "{\"a\":1 \"b\":2}"
      })
  void shouldReadNothingElse(String text) {
    assertThat(LooseJson.mapping(text)).isEmpty();
  }

  @Test
  void shouldNotGoDownForever() {
    assertThat(LooseJson.mapping("{\"a\":".repeat(100_000))).isEmpty();
    assertThat(LooseJson.mapping("{\"a\":" + "[".repeat(100_000))).isEmpty();
  }
}
