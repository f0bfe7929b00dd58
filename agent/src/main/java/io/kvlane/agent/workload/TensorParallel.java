package io.kvlane.agent.workload;

import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.ResourceAmount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** GPUs of a pod that share a model. */
final class TensorParallel {

  private static final Set<String> OPTIONS =
      Set.of("--tensor-parallel-size", "--tensor-parallel", "-tp", "--tp", "--tp-size");

  private static final List<String> GPUS = List.of("nvidia.com/gpu", "amd.com/gpu");
  private static final int MOST = 1 << 16;

  private TensorParallel() {}

  /**
   * As the arguments say, but no more than the container has GPUs, as where a model spans several
   * pods; else the number of GPUs. Empty where the arguments leave it to a variable or a template.
   */
  static OptionalInt of(ContainerSpec container) {
    OptionalInt gpus = gpus(container);
    Optional<String> given = given(container.words());
    if (given.isEmpty()) {
      return gpus;
    }
    OptionalLong units = Quantity.units(given.get());
    if (units.isEmpty() || units.getAsLong() < 1 || units.getAsLong() > MOST) {
      return OptionalInt.empty();
    }
    int asked = (int) units.getAsLong();
    return OptionalInt.of(gpus.isPresent() ? Math.min(asked, gpus.getAsInt()) : asked);
  }

  /** GPUs that a container asks for; empty where it asks for none, or for what is not known. */
  static OptionalInt gpus(ContainerSpec container) {
    return GPUS.stream()
        .flatMap(name -> Stream.ofNullable(container.limits().get(name)))
        .map(ResourceAmount::units)
        .flatMapToLong(OptionalLong::stream)
        .filter(units -> units > 0 && units <= MOST)
        .mapToInt(units -> (int) units)
        .findFirst();
  }

  private static Optional<String> given(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String option = (equals < 0 ? word : word.substring(0, equals)).replace('_', '-');
      if (OPTIONS.contains(option)) {
        return Optional.of(
            equals >= 0
                ? word.substring(equals + 1)
                : i + 1 < words.size() ? words.get(i + 1) : "");
      }
    }
    return Optional.empty();
  }
}
