/**
 * The host below kvlane: kernel, distribution, modules and files that the fast path needs.
 * Immutable; read below a root that can be moved.
 */
@NullMarked
package io.kvlane.core.host;

import org.jspecify.annotations.NullMarked;
