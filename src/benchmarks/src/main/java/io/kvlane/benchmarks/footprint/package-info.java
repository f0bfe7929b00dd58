/** What the agent costs a node while nothing moves: memory, start and scrapes. */
@NullMarked
package io.kvlane.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
