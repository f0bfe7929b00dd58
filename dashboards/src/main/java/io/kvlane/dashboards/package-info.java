/**
 * Writes what is generated under {@code dashboards/}, and knows the metrics and labels that rules
 * and panels may name. Runs in the build only: no program of kvlane has it. Nothing here keeps
 * state; everything may be called from any thread. Files are read and written by the tests.
 */
@NullMarked
package io.kvlane.dashboards;

import org.jspecify.annotations.NullMarked;
