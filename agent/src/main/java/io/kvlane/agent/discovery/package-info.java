/**
 * Which nodes have an agent, and where each of these listens: from a list in the configuration, or
 * from the EndpointSlices of a Service in Kubernetes, watched as package {@code kubernetes} does
 * it.
 *
 * <p>A directory answers at once, from what it knows: no caller ever waits for the network. What it
 * says carries the time at which it was last known to be true, and why it may be out of date.
 */
@NullMarked
package io.kvlane.agent.discovery;

import org.jspecify.annotations.NullMarked;
