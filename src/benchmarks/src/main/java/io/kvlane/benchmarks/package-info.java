/** {@code make bench}: what kvlane costs, measured beside the tools that it must keep up with. */
@NullMarked
package io.kvlane.benchmarks;

import org.jspecify.annotations.NullMarked;
