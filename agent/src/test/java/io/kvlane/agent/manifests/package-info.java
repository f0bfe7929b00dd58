/** Checks the manifests in {@code k8s/} without a cluster. */
@NullMarked
package io.kvlane.agent.manifests;

import org.jspecify.annotations.NullMarked;
