package io.kvlane.probes.protocol;

/**
 * A command on its way to a probe process.
 *
 * @param v version of the protocol
 * @param id number that the answer repeats, from 1
 * @param deadlineMillis time in which the agent wants the answer; later it ends the process
 * @param command what to do
 */
public record ProbeRequest(int v, long id, long deadlineMillis, ProbeCommand<?> command) {}
