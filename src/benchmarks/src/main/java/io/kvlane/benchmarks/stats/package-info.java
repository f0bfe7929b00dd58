/** Arithmetic over repeated measurements. Pure and immutable. */
@NullMarked
package io.kvlane.benchmarks.stats;

import org.jspecify.annotations.NullMarked;
