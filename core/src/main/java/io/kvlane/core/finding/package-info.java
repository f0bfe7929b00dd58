/**
 * Rules and their findings: what is wrong, how we know, and what to do.
 *
 * <p>A rule is a pure function of a snapshot and a time. It never reads the clock, the machine or
 * another rule.
 */
@NullMarked
package io.kvlane.core.finding;

import org.jspecify.annotations.NullMarked;
