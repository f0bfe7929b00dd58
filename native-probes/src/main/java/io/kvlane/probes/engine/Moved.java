package io.kvlane.probes.engine;

/**
 * What was moved.
 *
 * @param descriptors descriptors that were posted and have arrived
 * @param postNanos time spent in posting
 * @param transferNanos time from the first post until the last arrival was known
 * @param cutShort whether time ran out before all descriptors were posted
 */
public record Moved(int descriptors, long postNanos, long transferNanos, boolean cutShort) {}
