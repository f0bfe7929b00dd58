/** What it costs to lint manifests: the command as its users start it. */
@NullMarked
package io.kvlane.benchmarks.lint;

import org.jspecify.annotations.NullMarked;
