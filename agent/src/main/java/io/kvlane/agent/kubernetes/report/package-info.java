/**
 * Writes to Kubernetes: the condition of this node, and events. What is said, and when, is decided
 * in {@code io.kvlane.exporters.kubernetes}; here are the requests.
 *
 * <p>Threads: one of its own, on which requests may block for a few seconds. Nothing waits for it
 * but the end of the agent, and that for a bounded time.
 *
 * <p>Errors: what Kubernetes does not do becomes a {@link
 * io.kvlane.exporters.kubernetes.SinkException} with one line that says what to do.
 */
@NullMarked
package io.kvlane.agent.kubernetes.report;

import org.jspecify.annotations.NullMarked;
