/**
 * One transfer at one end, inside a probe process: memory, payload, evidence and the engine's
 * session together.
 *
 * <p>One thread.
 */
@NullMarked
package io.kvlane.probes.session;

import org.jspecify.annotations.NullMarked;
