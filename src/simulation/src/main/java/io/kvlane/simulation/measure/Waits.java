package io.kvlane.simulation.measure;

import java.time.Duration;

/**
 * How long pairs of nodes waited until they were measured for the first time, counted from when
 * both were there.
 *
 * @param measured pairs that were measured
 * @param open pairs that were not, and had already waited longer than any that was measured
 * @param p99 time after which 99 of 100 were measured
 * @param most longest wait, that of open pairs included
 */
public record Waits(int measured, int open, Duration p99, Duration most) {}
