/**
 * Reads objects of Kubernetes into the domain's {@link io.kvlane.core.workload.WorkerSpec}: the
 * pods that the node's watch sees, and the manifests that {@code kvlane lint} reads. The input is
 * Jackson's tree, so that both come the same way.
 *
 * <p>Immutable, for any thread. Whatever is missing, or of another type than Kubernetes wants, is
 * taken for absent: nothing here throws because of what an object holds.
 */
@NullMarked
package io.kvlane.agent.workload;

import org.jspecify.annotations.NullMarked;
