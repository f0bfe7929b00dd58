/**
 * Worker pods: what their specifications ask for, and what judging them needs to know of the node
 * or the platform. The same for a pod that runs and for a manifest that nobody has applied yet.
 *
 * <p>Immutable values. What is not known is empty, and never taken for what a default would be.
 */
@NullMarked
package io.kvlane.core.workload;

import org.jspecify.annotations.NullMarked;
