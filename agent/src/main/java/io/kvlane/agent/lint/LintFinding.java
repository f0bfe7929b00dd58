package io.kvlane.agent.lint;

import io.kvlane.core.workload.Judgement;

/**
 * A mistake, with its place in a file.
 *
 * @param object the object and, where it has several workers, the worker
 */
public record LintFinding(String file, int line, String object, Judgement.Mistake mistake) {}
