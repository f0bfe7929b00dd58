/**
 * The words of a transfer: what moves bytes, which way, between which memories, and what came of
 * it.
 *
 * <p>All types are immutable values, safe for every thread. Units are in the names. Nothing here
 * reads a clock or the machine.
 */
@NullMarked
package io.kvlane.core.transfer;

import org.jspecify.annotations.NullMarked;
