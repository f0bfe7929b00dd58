package io.kvlane.core.host;

import java.util.Optional;

/**
 * A module that is loaded or built in.
 *
 * @param name as {@code /sys/module} has it
 * @param version its version, empty when it has none, as modules of the kernel itself
 */
public record KernelModule(String name, Optional<String> version) {}
