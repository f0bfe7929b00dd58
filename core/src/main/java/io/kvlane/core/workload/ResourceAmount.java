package io.kvlane.core.workload;

import java.util.OptionalLong;

/**
 * How much of a resource is asked for.
 *
 * @param text as it is written
 * @param units the same as a number; empty where it is no number, such as an unrendered template
 * @param at where it stands
 */
public record ResourceAmount(String text, OptionalLong units, FieldPath at) {}
