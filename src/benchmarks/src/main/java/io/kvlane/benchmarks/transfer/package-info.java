/**
 * How fast kvlane moves bytes, held against other programs that make the same calls of UCX. Every
 * measurement starts processes of its own and ends them.
 */
@NullMarked
package io.kvlane.benchmarks.transfer;

import org.jspecify.annotations.NullMarked;
