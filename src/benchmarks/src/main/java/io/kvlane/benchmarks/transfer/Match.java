package io.kvlane.benchmarks.transfer;

/**
 * kvlane and what it is held against, on the same task.
 *
 * @param name the task
 * @param aim what kvlane's rate by the other's should reach
 */
record Match(String name, double aim, Contender ours, Contender theirs) {}
