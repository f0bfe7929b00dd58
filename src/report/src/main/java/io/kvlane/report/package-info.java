/** Puts figures into tables, for a terminal and for a page. Ships in nothing. */
@NullMarked
package io.kvlane.report;

import org.jspecify.annotations.NullMarked;
