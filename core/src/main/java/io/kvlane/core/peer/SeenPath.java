package io.kvlane.core.peer;

import io.kvlane.core.path.PathClass;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Transport;
import java.time.Instant;

/**
 * The path that a verified run of intent {@code default} took, without its evidence: so much is
 * kept of every pair.
 *
 * @param engine what moved the bytes
 * @param memory where they lay
 * @param pathClass class of the path
 * @param transport what carried the payload
 * @param at when the run ended
 */
public record SeenPath(
    Engine engine, Memory memory, PathClass pathClass, Transport transport, Instant at) {}
