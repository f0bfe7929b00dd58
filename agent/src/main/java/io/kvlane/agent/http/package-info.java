/**
 * What the agent answers over HTTP, but for health: metrics, the API and the status page.
 * Everything comes from a snapshot of that moment; nothing that is asked makes the agent transfer.
 */
@NullMarked
package io.kvlane.agent.http;

import org.jspecify.annotations.NullMarked;
