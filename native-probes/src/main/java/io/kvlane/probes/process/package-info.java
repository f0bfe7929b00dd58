/**
 * Probe processes as the agent sees them: started, spoken to, watched, ended and replaced.
 *
 * <p>These classes run in the agent and load no native library. A {@link ProbeProcess} is used by
 * one thread at a time; its own threads read its messages and its logs. A process that does not do
 * as it should ends in a {@link ProbeEndedException}; one that is well but cannot carry out a
 * command says so in a {@link ProbeRefusedException}.
 */
@NullMarked
package io.kvlane.probes.process;

import org.jspecify.annotations.NullMarked;
