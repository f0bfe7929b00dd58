package io.kvlane.simulation.cluster;

/**
 * A node leaves the cluster or comes back.
 *
 * @param number place among all changes, by time, from 0
 * @param atNanos when, since the start
 * @param node number of the node
 * @param joins whether it comes back
 */
public record Change(int number, long atNanos, int node, boolean joins) {}
