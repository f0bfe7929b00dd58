/**
 * What the communication libraries on a node can do: UCX's components and libfabric's providers, as
 * a probe process gets them. Immutable.
 */
@NullMarked
package io.kvlane.core.library;

import org.jspecify.annotations.NullMarked;
