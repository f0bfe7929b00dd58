/** The Quarkus application: how the parts of the agent are put together, started and ended. */
@NullMarked
package io.kvlane.agent;

import org.jspecify.annotations.NullMarked;
