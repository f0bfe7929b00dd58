/**
 * What moves the bytes of a transfer, behind one seam for all engines: a responder that serves a
 * region and an initiator that reads or writes it.
 *
 * <p>Sessions belong to one thread. Errors are {@link TransferException}s whose kind says whether
 * the other end was reachable; an engine that this machine cannot have is a {@link
 * NotPresentException}.
 */
@NullMarked
package io.kvlane.probes.engine;

import org.jspecify.annotations.NullMarked;
