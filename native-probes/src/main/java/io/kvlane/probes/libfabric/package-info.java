/**
 * libfabric over JNR-FFI, in layers: C names ({@link LibFabric}), offsets ({@link FabricLayout}),
 * the loaded library, its answers, and the look at all of them ({@link LibfabricInspector}).
 *
 * <p>Only the probe process loads it: one of the libraries below it replaces signal handlers unless
 * {@code IPATH_NO_BACKTRACE} and {@code HFI_NO_BACKTRACE} are set. One thread. A library that is
 * missing is a {@link io.kvlane.probes.engine.NotPresentException}.
 */
@NullMarked
package io.kvlane.probes.libfabric;

import org.jspecify.annotations.NullMarked;
