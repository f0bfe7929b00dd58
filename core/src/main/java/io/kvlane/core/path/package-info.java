/**
 * Which path the bytes of a run took, and whether it is the path they should take.
 *
 * <p>Verdicts are pure functions of evidence. Evidence that could not be had is absent, never zero,
 * and a run whose evidence decides nothing is {@code unknown}.
 */
@NullMarked
package io.kvlane.core.path;

import org.jspecify.annotations.NullMarked;
