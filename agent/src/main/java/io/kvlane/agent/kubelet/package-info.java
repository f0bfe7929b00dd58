/**
 * The kubelet's PodResources API: which devices it gave to which container. One call of gRPC over a
 * Unix socket, without generated code.
 *
 * <p>Blocks until the deadline; nothing is kept between calls. Bytes from the socket are bounded.
 */
@NullMarked
package io.kvlane.agent.kubelet;

import org.jspecify.annotations.NullMarked;
