/**
 * The CUDA driver API over JNR-FFI, in layers: C names ({@link LibCuda}), numbers ({@link
 * CudaConstants}), the loaded library, and the look at its GPUs ({@link CudaInspector}).
 *
 * <p>Only the probe process loads it. One thread. A library that is missing is a {@link
 * io.kvlane.probes.engine.NotPresentException}, one that fails a {@link
 * io.kvlane.probes.engine.TransferException}.
 */
@NullMarked
package io.kvlane.probes.cuda;

import org.jspecify.annotations.NullMarked;
