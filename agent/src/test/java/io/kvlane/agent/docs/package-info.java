/**
 * Whether the documentation says what is: structure of the runbooks, links, and names of metrics,
 * keys, routes, commands and alerts. Pure but for reading files of the source tree. What checks
 * returns problems as text, so that tests can show that it finds them.
 */
@NullMarked
package io.kvlane.agent.docs;

import org.jspecify.annotations.NullMarked;
