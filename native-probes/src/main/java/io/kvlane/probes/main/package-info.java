/**
 * The probe process: a small JVM that alone loads UCX, libfabric, libibverbs, CUDA and NVML, and
 * may therefore crash, hang or be killed at any time.
 *
 * <p>Threads: {@code main} reads commands, {@code kvlane-session} carries them out one after the
 * other and lets the engines work in between, {@code kvlane-heartbeat} says that the process is
 * alive, {@code kvlane-parent} waits for the agent's end. It writes nothing but logs to its
 * standard output and error.
 */
@NullMarked
package io.kvlane.probes.main;

import org.jspecify.annotations.NullMarked;
