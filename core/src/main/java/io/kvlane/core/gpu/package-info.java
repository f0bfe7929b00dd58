/**
 * GPUs as the driver's libraries show them: NVML, which manages them, and the CUDA driver API,
 * which uses them. Immutable; what a library did not say is empty or unknown, never a zero.
 */
@NullMarked
package io.kvlane.core.gpu;

import org.jspecify.annotations.NullMarked;
