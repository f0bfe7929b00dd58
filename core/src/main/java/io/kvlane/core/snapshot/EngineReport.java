package io.kvlane.core.snapshot;

import io.kvlane.core.transfer.Engine;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether an engine can be used on this node.
 *
 * @param engine the engine
 * @param result its version when it can be used, else why not
 * @param at when it was looked at
 * @param took how long the look took
 */
public record EngineReport(Engine engine, ProbeResult<String> result, Instant at, Duration took) {}
