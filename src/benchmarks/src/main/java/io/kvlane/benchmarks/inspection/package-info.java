/** What it costs to look at a node: the plain readers of sysfs and procfs. */
@NullMarked
package io.kvlane.benchmarks.inspection;

import org.jspecify.annotations.NullMarked;
