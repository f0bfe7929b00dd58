/** How many series an agent exposes after a life in a simulated cluster. */
@NullMarked
package io.kvlane.simulation.series;

import org.jspecify.annotations.NullMarked;
