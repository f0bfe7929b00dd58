/**
 * The rules over workers, one class each, and all of them together as {@link
 * io.kvlane.core.workload.rules.WorkerRules}; also what makes findings of this node's worker pods.
 *
 * <p>A rule reads a specification and what is known of where it runs, and nothing else, so it is
 * safe for every thread and throws nothing. It judges workers with a role only, and says that it
 * cannot tell where it cannot. Every rule has a page of its name below {@code src/docs/runbooks}.
 */
@NullMarked
package io.kvlane.core.workload.rules;

import org.jspecify.annotations.NullMarked;
