package io.kvlane.exporters.kubernetes;

import java.time.Instant;

/**
 * A condition as the API server has it.
 *
 * @param type name of the condition
 * @param status its status
 * @param reason one word
 * @param message one line
 * @param heartbeatAt when somebody last said so
 * @param transitionAt since when the status is this
 */
public record NodeCondition(
    String type,
    ConditionStatus status,
    String reason,
    String message,
    Instant heartbeatAt,
    Instant transitionAt) {}
