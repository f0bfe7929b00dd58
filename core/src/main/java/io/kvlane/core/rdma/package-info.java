/**
 * RDMA devices and their ports, as sysfs and libibverbs show them, and what follows from both.
 *
 * <p>Immutable records of what was read; what a device does not tell is empty, never zero. Parsing
 * is here, reading is in the probes, so nothing here throws for what a kernel prints.
 */
@NullMarked
package io.kvlane.core.rdma;

import org.jspecify.annotations.NullMarked;
