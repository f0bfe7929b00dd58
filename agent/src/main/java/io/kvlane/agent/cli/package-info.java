/**
 * The command line. Only {@code agent} starts Quarkus; every other command is a plain program that
 * answers and ends.
 */
@NullMarked
package io.kvlane.agent.cli;

import org.jspecify.annotations.NullMarked;
