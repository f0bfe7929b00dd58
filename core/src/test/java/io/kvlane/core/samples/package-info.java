/** Runs and snapshots to judge in tests. */
@NullMarked
package io.kvlane.core.samples;

import org.jspecify.annotations.NullMarked;
