/**
 * What tests of probes have in common: C programs compiled on the spot, probe processes real and
 * scripted, engines that corrupt, and waiting without sleeping.
 */
@NullMarked
package io.kvlane.probes.testing;

import org.jspecify.annotations.NullMarked;
