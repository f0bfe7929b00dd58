/** What a simulated cluster is like: its nodes, its deployments, and what happens to them. */
@NullMarked
package io.kvlane.simulation.cluster;

import org.jspecify.annotations.NullMarked;
