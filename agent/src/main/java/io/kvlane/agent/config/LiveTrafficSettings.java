package io.kvlane.agent.config;

import java.time.Duration;

/**
 * When to yield to the workers' traffic.
 *
 * @param mostRatio share of a port's rate above which a run is put off, above 0; 1 never puts off
 * @param patience time after which a run that was put off is made all the same, but small
 */
public record LiveTrafficSettings(double mostRatio, Duration patience) {}
