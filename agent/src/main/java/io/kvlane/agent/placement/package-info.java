/**
 * Which workers are where: what Kubernetes and the kubelet tell of, as the rest of the agent uses
 * it. Nothing of Kubernetes' client is loaded where nobody asks for it.
 */
@NullMarked
package io.kvlane.agent.placement;

import org.jspecify.annotations.NullMarked;
