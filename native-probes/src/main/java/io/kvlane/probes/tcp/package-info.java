/**
 * Transfers over plain Java sockets: the baseline that every node can run, so that the price of a
 * fallback is always on display.
 *
 * <p>One connection a session, bound to the session by a token. The initiator drives: it sends
 * requests of sixteen bytes, and the responder answers them in order. Nothing is moved before the
 * token was shown.
 */
@NullMarked
package io.kvlane.probes.tcp;

import org.jspecify.annotations.NullMarked;
