/**
 * UCX over JNR-FFI, in layers: C names ({@link LibUcp}), offsets ({@link UcpLayout}), status codes
 * ({@link UcxStatus}), handles that give themselves back, and the two ends of a transfer.
 *
 * <p>Used in the probe process only: UCX ends its process on errors that it thinks fatal. A worker
 * and all that hangs on it belong to one thread. Errors are {@link UcxException}s with UCX's own
 * name and text. Works with UCX 1.13 and later; what a version lacks is asked for by version, never
 * tried.
 */
@NullMarked
package io.kvlane.probes.ucx;

import org.jspecify.annotations.NullMarked;
