package io.kvlane.agent.workload;

import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.ServingEngine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which software serves, told from commands, images and names. */
final class Engines {

  /** Programs and Python modules: {@code vllm}, {@code dynamo.sglang}, {@code trtllm-serve}. */
  private static final Pattern PROGRAM =
      Pattern.compile(
          "(?:.*/)?(vllm|sglang|trtllm-(?:serve|llmapi-launch))"
              + "|(?:dynamo\\.)?(vllm|sglang|trtllm|tensorrt_llm)(?:\\.[\\w.]+)?");

  /** Repositories of images that do not name their engine: llm-d's hold vLLM. */
  private static final Pattern LLM_D = Pattern.compile(".*llm-d/llm-d(?:-\\w+)?(?:[:@].*)?");

  private Engines() {}

  /** What a container runs; commands say it best. */
  static Optional<ServingEngine> of(ContainerSpec container) {
    return ofWords(container.words()).or(() -> container.image().flatMap(Engines::ofImage));
  }

  private static Optional<ServingEngine> ofWords(List<String> words) {
    return words.stream()
        .map(PROGRAM::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .flatMap(name -> named(name).stream())
        .findFirst();
  }

  private static Optional<ServingEngine> ofImage(String image) {
    return named(image)
        .or(() ->
            LLM_D.matcher(image).matches() ? Optional.of(ServingEngine.VLLM) : Optional.empty());
  }

  /** The engine that a name has in it, such as {@code VllmPrefillWorker}. */
  static Optional<ServingEngine> named(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    return Stream.of(ServingEngine.values())
        .filter(engine ->
            switch (engine) {
              case VLLM -> plain.contains("vllm");
              case SGLANG -> plain.contains("sglang");
              case TRTLLM -> plain.contains("trtllm") || plain.contains("tensorrtllm");
            })
        .findFirst();
  }
}
