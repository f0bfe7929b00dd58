package io.kvlane.core.workload;

import java.util.Optional;

/**
 * A variable of a container's environment.
 *
 * @param name its name
 * @param value what it is set to; empty where it comes from elsewhere
 * @param fieldRef field of the pod that it is set from, such as {@code status.podIP}
 * @param at where it stands
 */
public record EnvVariable(
    String name, Optional<String> value, Optional<String> fieldRef, FieldPath at) {}
