/**
 * Whether a NIC can reach a GPU's memory by itself, pair by pair and method by method, with the
 * chain of evidence. Pure functions of what was observed.
 */
@NullMarked
package io.kvlane.core.gpudirect;

import org.jspecify.annotations.NullMarked;
