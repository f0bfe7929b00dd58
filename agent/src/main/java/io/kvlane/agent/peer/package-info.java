/**
 * Transfers with other nodes: the control channel, on which two agents agree on one, and both its
 * ends.
 *
 * <p>The channel is TLS 1.3 with certificates on both sides. A client asks to open a session, gets
 * what its probe process needs to connect or the reason why not, arms it, and closes it: one JSON
 * object a line, each way. Nothing else can be asked for. A connection holds at most one session, a
 * node serves at most one at a time, and a session ends with its connection or by itself.
 *
 * <p>At the port, {@code ConnectionGate} bounds the connections from the moment they are accepted:
 * when there are too many, old ones give way to new ones. {@code ControlConnection} leads one from
 * its handshake to its end in the port's event loop; {@code Steps} carries out what it asks in a
 * thread of its own, on {@code Sessions}.
 */
@NullMarked
package io.kvlane.agent.peer;

import org.jspecify.annotations.NullMarked;
