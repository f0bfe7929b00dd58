/**
 * Writes the Grafana dashboards. Small builders on Jackson make the JSON that Grafana reads; what
 * the dashboards show is said in {@link io.kvlane.dashboards.grafana.FleetDashboard} and {@link
 * io.kvlane.dashboards.grafana.NodeDashboard}. Builders change while they are filled and belong to
 * one thread. Nothing here is part of the agent.
 */
@NullMarked
package io.kvlane.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
