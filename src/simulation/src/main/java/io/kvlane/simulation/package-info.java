/**
 * {@code make simulate}: the real schedule, byte budget and exposition with simulated nodes and
 * simulated time. Ships in nothing.
 */
@NullMarked
package io.kvlane.simulation;

import org.jspecify.annotations.NullMarked;
