package io.kvlane.agent.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.core.workload.FieldPath;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlComposerTest {

  private static final FieldPath SPEC = FieldPath.OBJECT.then("spec");

  private static Located only(String yaml) throws BrokenYamlException {
    return YamlComposer.compose(new DocumentText(1, yaml, false)).getFirst();
  }

  private static void assertBroken(String yaml, int line, String message) {
    assertThatExceptionOfType(BrokenYamlException.class)
        .isThrownBy(() -> YamlComposer.compose(new DocumentText(11, yaml, false)))
        .withMessageContaining(message)
        .satisfies(broken -> assertThat(broken.line()).isEqualTo(line));
  }

  @Test
  void shouldKnowTheLineOfWhatIsThere() throws Exception {
    Located pod =
        only("kind: Pod\nspec:\n  containers:\n    - name: a\n      image: b\n    - name: c\n");

    FieldPath second = SPEC.then("containers").then(1);
    assertThat(pod.lines().of(SPEC)).isEqualTo(2);
    assertThat(pod.lines().of(SPEC.then("containers").then(0).then("image"))).isEqualTo(5);
    assertThat(pod.lines().of(second)).isEqualTo(6);
    assertThat(pod.lines().of(second.then("resources").then("limits"))).isEqualTo(6);
    assertThat(pod.lines().of(SPEC.then("volumes"))).isEqualTo(2);
  }

  @Test
  void shouldResolveAnchorsAndMergeKeys() throws Exception {
    Located value =
        only(
            """
            base: &base {a: 1, b: 2}
            more: &more {b: 3, c: 4}
            one: *base
            all:
              <<: [*more, *base]
              c: 5
            """);

    assertThat(value.value().path("one").path("a").asText()).isEqualTo("1");
    assertThat(value.value().path("all")).hasToString("{\"c\":\"5\",\"b\":\"3\",\"a\":\"1\"}");
    assertThat(value.lines().of(FieldPath.OBJECT.then("all").then("a"))).isEqualTo(1);
    assertThat(value.lines().of(FieldPath.OBJECT.then("all").then("c"))).isEqualTo(6);
  }

  @Test
  void shouldTakeATemplateForText() throws Exception {
    Located value = only("a: {{ .Values.a }}\nb: [{{ .Values.b }}, c]\nd: {e: f}\n");

    assertThat(value.value().path("a").asText()).isEqualTo("{{ .Values.a }}");
    assertThat(value.value().path("b").get(0).asText()).isEqualTo("{{ .Values.b }}");
    assertThat(value.value().path("d").path("e").asText()).isEqualTo("f");
  }

  @Test
  void shouldLetNothingBeNothing() throws Exception {
    assertThat(YamlComposer.compose(new DocumentText(1, "# a comment\n---\n", false))).isEmpty();
    assertThat(YamlComposer.compose(new DocumentText(1, "a: 1\n...\n---\nb: 2\n", false)))
        .hasSize(2);
  }

  @Test
  void shouldSayWhereItIsBroken() {
    assertBroken("a: 1\nb: [1, 2\nc: 3\n", 13, "expected ',' or ']'");
    assertBroken("a: 1\na: 2\n", 12, "the key 'a' is there twice");
    assertBroken("a: 1\nb: *none\n", 12, "the anchor &none does not exist");
    assertBroken("a: 1\nb: \u0000\n", 12, "the character U+0000 cannot be in a text file");
    assertBroken("? [a]\n: b\n", 11, "a key must be text");
  }

  @Test
  void shouldRefuseWhatHoldsItself() {
    assertBroken("a: &a\n  b: *a\n", 12, "does not exist, or holds itself");
    assertBroken("&a [*a]", 11, "does not exist, or holds itself");
  }

  @Test
  void shouldRefuseABombOfAliases() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String one = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i, i, String.join(", ", List.of(one, one, one, one, one, one, one, one, one))));
    }
    assertBroken(
        bomb.toString(), 16, "more than 100000 values, those that aliases repeat included");
  }

  @Test
  void shouldRefuseABombOfMergeKeys() {
    StringBuilder bomb = new StringBuilder("a0: &a0 {x0: 1}\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%1$d: &a%1$d {<<: [*a%2$d, *a%2$d], x%1$d: 1}\n".formatted(i, i - 1));
    }
    assertBroken(bomb.toString(), 25, "more than 100000 values");
  }

  @Test
  void shouldRefuseWhatIsTooDeep() {
    assertBroken("[".repeat(100_000), 11, "more than 100 levels");
    assertBroken("{a: ".repeat(100_000), 11, "more than 100 levels");
    assertBroken("- ".repeat(100_000), 11, "more than 100 levels");
  }

  @Test
  void shouldReadAHugeScalar() throws Exception {
    assertThat(only("a: '" + "x".repeat(3_000_000) + "'").value().path("a").asText())
        .hasSize(3_000_000);
  }
}
