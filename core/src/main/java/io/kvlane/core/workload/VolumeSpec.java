package io.kvlane.core.workload;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A volume of a worker, as far as it matters here.
 *
 * @param name its name
 * @param hostPath directory of the node that it shows
 * @param inMemory whether it is an emptyDir in memory
 * @param sizeBytes its limit of size, empty where there is none
 * @param at where it stands
 */
public record VolumeSpec(
    String name,
    Optional<String> hostPath,
    boolean inMemory,
    OptionalLong sizeBytes,
    FieldPath at) {}
