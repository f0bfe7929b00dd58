/**
 * Which nodes meet when: from the same view of the cluster every agent works out the same meetings,
 * without a coordinator. Pure; time is passed in, and what looks random is drawn from the view.
 */
@NullMarked
package io.kvlane.core.peer;

import org.jspecify.annotations.NullMarked;
