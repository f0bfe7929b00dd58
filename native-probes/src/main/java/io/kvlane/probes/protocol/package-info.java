/**
 * What the agent and a probe process say to each other: one JSON object a line over a Unix domain
 * socket.
 *
 * <p>The agent sends {@link ProbeRequest}s and the probe process answers each with one {@link
 * ProbeMessage} of the same id, and says hello once and a heartbeat now and then without being
 * asked. Both check the version in every line. Lines are bounded. These classes load no native
 * library and may be used in the agent.
 */
@NullMarked
package io.kvlane.probes.protocol;

import org.jspecify.annotations.NullMarked;
