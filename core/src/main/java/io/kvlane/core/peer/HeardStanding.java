package io.kvlane.core.peer;

import java.time.Instant;

/**
 * What another node said of itself.
 *
 * @param at when it said so
 */
public record HeardStanding(Standing standing, Instant at) {}
