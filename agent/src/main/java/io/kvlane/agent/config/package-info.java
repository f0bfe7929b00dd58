/**
 * What an operator can set: one typed interface, read from a properties file, the environment and
 * {@code --config}, checked as a whole before anything starts.
 */
@NullMarked
package io.kvlane.agent.config;

import org.jspecify.annotations.NullMarked;
