/**
 * NVML over JNR-FFI, in layers: C names ({@link LibNvml}, {@link LibNvmlQueries}), numbers ({@link
 * NvmlLayout}), the loaded library, a GPU to ask, and the look at all of them ({@link
 * NvmlInspector}). Nothing here changes the state of a GPU.
 *
 * <p>Only the probe process loads it. One thread. A library that is missing is a {@link
 * io.kvlane.probes.engine.NotPresentException}, one that fails a {@link
 * io.kvlane.probes.engine.TransferException}; a GPU that cannot be asked is an answer.
 */
@NullMarked
package io.kvlane.probes.nvml;

import org.jspecify.annotations.NullMarked;
