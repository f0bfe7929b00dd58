package io.kvlane.core.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container of a worker.
 *
 * @param name its name
 * @param image its image, empty where the specification leaves it to an operator
 * @param words command and arguments, split at blanks where a shell would split them
 * @param wordsAt where the arguments stand; the container where there are none
 * @param env variables, in their order
 * @param moreEnv whether others come from a ConfigMap or a Secret, which the specification does not
 *     show
 * @param limits extended resources and others by name, in whole units where they are such
 * @param claims names of resource claims (DRA)
 * @param privileged whether it may use every device
 * @param capabilities Linux capabilities that are added, without {@code CAP_}, in upper case
 * @param mounts names of volumes by the path where they are mounted
 * @param at where it stands
 */
public record ContainerSpec(
    String name,
    Optional<String> image,
    List<String> words,
    FieldPath wordsAt,
    List<EnvVariable> env,
    boolean moreEnv,
    Map<String, ResourceAmount> limits,
    List<String> claims,
    boolean privileged,
    List<String> capabilities,
    Map<String, String> mounts,
    FieldPath at) {

  /** Takes copies. */
  public ContainerSpec {
    words = List.copyOf(words);
    env = List.copyOf(env);
    limits = Map.copyOf(limits);
    claims = List.copyOf(claims);
    capabilities = List.copyOf(capabilities);
    mounts = Map.copyOf(mounts);
  }

  /** A variable by name: the last one, as Kubernetes takes it. */
  public Optional<EnvVariable> variable(String variable) {
    return env.stream().filter(one -> one.name().equals(variable)).reduce((_, last) -> last);
  }
}
