/**
 * Certificates for the control channel, for those who have no authority of their own yet.
 *
 * <p>Used by the command line only; nothing here runs in an agent.
 */
@NullMarked
package io.kvlane.agent.certs;

import org.jspecify.annotations.NullMarked;
