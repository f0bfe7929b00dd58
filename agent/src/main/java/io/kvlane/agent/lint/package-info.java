/**
 * {@code kvlane lint}: judges manifests before anybody applies them, by the rules that judge the
 * pods of a node.
 *
 * <p>Files are read document by document, each within limits of size, depth and number of values,
 * so that what is in memory is bounded whatever a file holds. What cannot be read is a note of the
 * result, never an exception. One thread.
 */
@NullMarked
package io.kvlane.agent.lint;

import org.jspecify.annotations.NullMarked;
