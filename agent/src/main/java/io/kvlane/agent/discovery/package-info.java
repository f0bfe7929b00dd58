/** Which nodes have an agent, and where it listens. */
@NullMarked
package io.kvlane.agent.discovery;

import org.jspecify.annotations.NullMarked;
