/** What came of a simulated cluster: who met whom and when, and what it cost. */
@NullMarked
package io.kvlane.simulation.measure;

import org.jspecify.annotations.NullMarked;
