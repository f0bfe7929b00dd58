/**
 * The shape of a KV transfer: from a model's geometry and an input length to the number, size and
 * order of descriptors.
 *
 * <p>Pure arithmetic on immutable values. Sizes are bytes, lengths are tokens. The formulas follow
 * vLLM's NixlConnector: one registered region per cache tensor, one descriptor per (region, block),
 * region by region, with scattered block numbers.
 */
@NullMarked
package io.kvlane.core.profile;

import org.jspecify.annotations.NullMarked;
