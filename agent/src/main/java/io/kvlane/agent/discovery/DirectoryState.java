package io.kvlane.agent.discovery;

import io.kvlane.agent.config.PeerSettings;
import io.kvlane.agent.kubernetes.ApiProblem;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterReport.Source;
import io.kvlane.core.peer.ClusterView;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the nodes of a Service, and how well. Immutable.
 *
 * @param membership the nodes
 * @param view the same as others see it
 * @param unreachable why nothing newer is known, empty while Kubernetes tells of changes
 * @param unfit what is wrong with what Kubernetes says
 * @param at when this was last known to be true, if something newer may be true by now
 */
record DirectoryState(
    Membership membership,
    ClusterView view,
    Optional<ApiProblem> unreachable,
    Optional<ApiProblem> unfit,
    Instant at) {

  /** Before anything is known. */
  static DirectoryState initial(String own, PeerSettings settings, Instant now) {
    Membership alone = Membership.alone(own);
    return new DirectoryState(
        alone, view(alone, settings), Optional.of(ApiProblem.notYet()), Optional.empty(), now);
  }

  private static ClusterView view(Membership membership, PeerSettings settings) {
    return new ClusterView(membership.nodes(), settings.interest(), settings.epoch());
  }

  /** The same nodes, of which there may be others by now. */
  DirectoryState failed(ApiProblem problem, Instant now) {
    return new DirectoryState(
        membership, view, Optional.of(problem), unfit, unreachable.isPresent() ? at : now);
  }

  /** Other nodes, as they are now. The view stays the same object where they are the same nodes. */
  DirectoryState found(
      Membership found,
      Optional<ApiProblem> wrong,
      Optional<ApiProblem> failure,
      PeerSettings settings,
      Instant now) {
    return new DirectoryState(
        found,
        found.nodes().equals(membership.nodes()) ? view : view(found, settings),
        failure,
        wrong,
        now);
  }

  /** The problem to show. */
  Optional<ApiProblem> problem() {
    return unreachable.or(() -> unfit);
  }

  /** What to say now. */
  ClusterReport report(Instant now) {
    return new ClusterReport(
        view,
        Source.KUBERNETES,
        unreachable.isPresent() ? at : now,
        problem().map(ApiProblem::text));
  }
}
