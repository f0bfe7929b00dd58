/**
 * What UCX finds on a node, over JNR-FFI, in layers: C names ({@link LibUct}), offsets ({@link
 * UctLayout}), the loaded library, a component, an open memory domain, and the look at all of them
 * ({@link UcxComponentsInspector}).
 *
 * <p>Only the probe process loads it: UCX ends its process on errors that it thinks fatal. One
 * thread. A library that is missing is a {@link io.kvlane.probes.engine.NotPresentException}; a
 * memory domain that cannot be opened is an answer. Works with UCX 1.13 and later.
 */
@NullMarked
package io.kvlane.probes.uct;

import org.jspecify.annotations.NullMarked;
