/**
 * libibverbs over JNR-FFI, in layers: C names ({@link LibIbverbs}), offsets ({@link VerbsLayout}),
 * the loaded library, an open device, and the look at all of them ({@link RdmaInspector}).
 *
 * <p>Only the probe process loads it. One thread. A library that is missing is a {@link
 * io.kvlane.probes.engine.NotPresentException}; a device that cannot be used is an answer.
 */
@NullMarked
package io.kvlane.probes.verbs;

import org.jspecify.annotations.NullMarked;
