package io.kvlane.agent.lint;

import io.kvlane.core.workload.Judgement;

/**
 * What a rule could not tell, with its place in a file.
 *
 * @param object the object and, where it has several workers, the worker
 */
public record LintUnknown(String file, int line, String object, Judgement.Unknown unknown) {}
