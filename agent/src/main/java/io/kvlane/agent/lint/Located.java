package io.kvlane.agent.lint;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value with its lines.
 *
 * @param value scalars are text, whatever they look like
 * @param lines where it stands
 */
record Located(JsonNode value, Lines lines) {}
