/**
 * Which nodes meet when: from the same view of the cluster every agent works out the same meetings,
 * without a coordinator. And how this node does with each of those that it met: {@link
 * io.kvlane.core.peer.PairBook} remembers a bounded number of pairs, {@link
 * io.kvlane.core.peer.PairJudge} judges them. Pure; time is passed in, and what looks random is
 * drawn from the view.
 */
@NullMarked
package io.kvlane.core.peer;

import org.jspecify.annotations.NullMarked;
