package io.kvlane.agent.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {

  @Test
  void shouldLeaveWhatNoShellSees() {
    assertThat(ShellWords.of(List.of("vllm", "serve", "--served-model-name", "a b", "-c", "x y")))
        .containsExactly("vllm", "serve", "--served-model-name", "a b", "-c", "x y");
  }

  @Test
  void shouldSplitWhatAShellIsGiven() {
    assertThat(ShellWords.of(List.of("/bin/bash", "-ec", "exec vllm serve  m", "ignored words")))
        .containsExactly("/bin/bash", "-ec", "exec", "vllm", "serve", "m", "ignored words");
  }

  @Test
  void shouldJoinContinuedLinesAndLeaveOutComments() {
    assertThat(
            ShellWords.split(
                """
                # not this: --tp 8
                export UCX_TLS=rc; ulimit -l && \\
                vllm serve m#1 \\
                  --tp 4 # nor this
                """))
        .containsExactly(
            "export", "UCX_TLS=rc", "ulimit", "-l", "vllm", "serve", "m#1", "--tp", "4");
  }

  @Test
  void shouldTakeQuotesAway() {
    assertThat(ShellWords.split("a '{\"b\": \"c d\"}' \"e \\\"f\\\" $G\" h\\ i ''"))
        .containsExactly("a", "{\"b\": \"c d\"}", "e \"f\" $G", "h i", "");
  }

  @Test
  void shouldEndAtAQuoteThatIsNotClosed() {
    assertThat(ShellWords.split("a 'b c")).containsExactly("a", "b c");
    assertThat(ShellWords.split("a \"b c\\")).containsExactly("a", "b c\\");
    assertThat(ShellWords.split("a \\")).containsExactly("a");
  }
}
