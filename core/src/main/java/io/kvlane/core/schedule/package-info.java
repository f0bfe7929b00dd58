/**
 * When and how much to transfer. Pure arithmetic: time is passed in, randomness comes from a seed.
 */
@NullMarked
package io.kvlane.core.schedule;

import org.jspecify.annotations.NullMarked;
