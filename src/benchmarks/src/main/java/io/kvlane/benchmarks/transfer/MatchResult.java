package io.kvlane.benchmarks.transfer;

import io.kvlane.benchmarks.stats.Comparison;
import java.util.Optional;

/**
 * What came of a match.
 *
 * @param name the task
 * @param aim what kvlane's rate by the other's should reach
 * @param comparison rates in bytes a second, empty when none could be measured
 * @param disturbed measurements that began although other programs kept the machine busy
 * @param problem why the match ended early, empty when it did not
 */
public record MatchResult(
    String name,
    double aim,
    Optional<Comparison> comparison,
    int disturbed,
    Optional<String> problem) {}
