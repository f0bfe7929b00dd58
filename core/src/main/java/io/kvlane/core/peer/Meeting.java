package io.kvlane.core.peer;

/**
 * Two nodes that transfer with each other in an epoch, seen from one of them.
 *
 * @param peer name of the other node
 * @param initiates whether this node posts; the other one serves
 * @param ofInterest whether they are a pair of interest
 * @param visit how often the two have met in such meetings before; what changes from meeting to
 *     meeting goes by it
 */
public record Meeting(String peer, boolean initiates, boolean ofInterest, long visit) {}
