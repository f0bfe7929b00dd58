/**
 * What an agent tells Kubernetes: a condition of its node, and events when findings begin and end.
 *
 * <p>Nothing here knows a client of Kubernetes. {@link
 * io.kvlane.exporters.kubernetes.ConditionSink} and {@link
 * io.kvlane.exporters.kubernetes.EventSink} are all that the publishers need of it; both are small,
 * so that a test stands in for the API server, and both may block.
 *
 * <p>Threads: a publisher belongs to one thread, which calls it about every second with the time.
 * Nothing here reads a clock, sleeps or starts a thread.
 *
 * <p>Errors: what a sink throws is told once, with what to do, and tried again after growing
 * pauses. Nothing is thrown at the caller.
 */
@NullMarked
package io.kvlane.exporters.kubernetes;

import org.jspecify.annotations.NullMarked;
