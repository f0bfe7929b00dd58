/**
 * The status page, rendered from the views that the API shows, and the runbooks it links to. Reads
 * snapshots only: nothing that is asked makes the agent transfer or look.
 */
@NullMarked
package io.kvlane.agent.page;

import org.jspecify.annotations.NullMarked;
