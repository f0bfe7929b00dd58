/**
 * Agents that live in simulated time: one queue of events, one thread, and chance from one seed, so
 * that a run can be repeated exactly.
 */
@NullMarked
package io.kvlane.simulation.run;

import org.jspecify.annotations.NullMarked;
