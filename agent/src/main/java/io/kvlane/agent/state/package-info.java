/**
 * What must survive a restart: the learned expectation, and the lock that keeps two kvlane
 * processes of one node from transferring at once.
 */
@NullMarked
package io.kvlane.agent.state;

import org.jspecify.annotations.NullMarked;
