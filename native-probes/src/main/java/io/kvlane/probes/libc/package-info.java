/**
 * The C library: memory mappings, socket options and in-memory streams, over JNR-FFI.
 *
 * <p>Used in the probe process only. Addresses and sizes are raw {@code long}s; errors are {@code
 * errno} values.
 */
@NullMarked
package io.kvlane.probes.libc;

import org.jspecify.annotations.NullMarked;
