/**
 * The agent's main job: round after round of transfers, each with its evidence and verdict.
 *
 * <p>All of it runs on one thread, {@code kvlane-transfers}; what it learns leaves it as immutable
 * records.
 */
@NullMarked
package io.kvlane.agent.transfer;

import org.jspecify.annotations.NullMarked;
