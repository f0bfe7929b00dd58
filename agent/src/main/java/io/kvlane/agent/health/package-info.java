/**
 * Health: live is about the agent's own loops, ready about serving, and only the group {@code
 * fabric} about the fabric, so that a node with a bad fabric is neither restarted nor dropped from
 * discovery.
 */
@NullMarked
package io.kvlane.agent.health;

import org.jspecify.annotations.NullMarked;
