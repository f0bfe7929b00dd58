/** Puts figures into tables, for a terminal and for a page. */
@NullMarked
package io.kvlane.benchmarks.report;

import org.jspecify.annotations.NullMarked;
