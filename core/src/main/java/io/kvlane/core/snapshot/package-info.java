/**
 * What an agent knows of its node at one moment: the only thing that rules, metrics, health and
 * pages read.
 *
 * <p>Snapshots are immutable; the agent replaces the whole of one. Counters in it only rise as long
 * as the agent lives.
 */
@NullMarked
package io.kvlane.core.snapshot;

import org.jspecify.annotations.NullMarked;
