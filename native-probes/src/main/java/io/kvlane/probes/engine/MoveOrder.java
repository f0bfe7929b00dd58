package io.kvlane.probes.engine;

import io.kvlane.core.profile.DescriptorLayout;
import io.kvlane.core.transfer.Operation;
import java.time.Duration;

/**
 * Which descriptors to move, and how long that may take.
 *
 * @param operation pull or push
 * @param layout where the descriptors lie on both sides
 * @param window operations in flight, at least 1
 * @param postFor time after which no more is posted: the run is then cut short
 * @param failAfter time after which what is in flight is given up
 */
public record MoveOrder(
    Operation operation,
    DescriptorLayout layout,
    int window,
    Duration postFor,
    Duration failAfter) {}
