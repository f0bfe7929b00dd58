/**
 * One look at a node from the command line: the inspection and a round of transfers inside the
 * node, as a report for people or a document for machines.
 *
 * <p>It uses what the agent uses, under the same lock, and runs on the calling thread.
 */
@NullMarked
package io.kvlane.agent.check;

import org.jspecify.annotations.NullMarked;
