/**
 * The agent as its user starts it: a process of its own, from the launcher, with a port and a state
 * directory of its own. Every test ends what it started and makes sure that nothing is left.
 */
@NullMarked
package io.kvlane.agent.it;

import org.jspecify.annotations.NullMarked;
