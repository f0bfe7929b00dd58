/**
 * The agent's own eyes on the host: a loop that polls the RDMA devices in sysfs every second,
 * whatever the transfers do.
 *
 * <p>All of it runs on one thread, {@code kvlane-inspect}; what it sees leaves it as immutable
 * records. It loads no native library and never fails for what it reads.
 */
@NullMarked
package io.kvlane.agent.inspect;

import org.jspecify.annotations.NullMarked;
