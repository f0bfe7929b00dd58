/**
 * A transfer with one other node that somebody asks for: which node is meant, the runs, and what
 * they come to.
 *
 * <p>All of it runs on the thread that calls it; every wait is bounded.
 */
@NullMarked
package io.kvlane.agent.ondemand;

import org.jspecify.annotations.NullMarked;
