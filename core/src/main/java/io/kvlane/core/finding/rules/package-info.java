/**
 * The rules, one class each, and all of them together as {@link
 * io.kvlane.core.finding.rules.Rules}.
 *
 * <p>A rule reads a snapshot and a time and nothing else, so it is safe for every thread and throws
 * nothing. A rule that cannot tell finds nothing. Every rule has a page of its name below {@code
 * src/docs/runbooks}.
 */
@NullMarked
package io.kvlane.core.finding.rules;

import org.jspecify.annotations.NullMarked;
