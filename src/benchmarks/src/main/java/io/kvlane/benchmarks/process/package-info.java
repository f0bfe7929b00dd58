/** Starts, finds and ends the programs of a benchmark. */
@NullMarked
package io.kvlane.benchmarks.process;

import org.jspecify.annotations.NullMarked;
