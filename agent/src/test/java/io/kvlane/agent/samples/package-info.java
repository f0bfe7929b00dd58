/** Nodes and runs to ask questions about in tests. */
@NullMarked
package io.kvlane.agent.samples;

import org.jspecify.annotations.NullMarked;
