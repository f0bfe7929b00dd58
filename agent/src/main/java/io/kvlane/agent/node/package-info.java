/**
 * What the agent knows of its node: written by the agent's loops, read by everything that answers
 * questions.
 */
@NullMarked
package io.kvlane.agent.node;

import org.jspecify.annotations.NullMarked;
