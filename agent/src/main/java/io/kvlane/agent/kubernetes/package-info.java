/**
 * Kubernetes' API server: watches that go on whatever happens, and what kvlane learns from them
 * about pods and nodes. Nothing outside this package and {@code discovery} knows Kubernetes' types.
 *
 * <p>Reading never blocks: what is known is replaced as a whole, carries the time at which it was
 * last known to be true, and why it may be out of date. Only {@code report} writes, and only where
 * it is configured to.
 */
@NullMarked
package io.kvlane.agent.kubernetes;

import org.jspecify.annotations.NullMarked;
