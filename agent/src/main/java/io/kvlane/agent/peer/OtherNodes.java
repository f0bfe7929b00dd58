package io.kvlane.agent.peer;

import io.kvlane.agent.config.Peer;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.peer.PeerRequest.Met;
import io.kvlane.core.peer.Standing;
import java.time.Instant;
import java.util.Optional;

/** What a node that posts knows of the others, and learns of them. */
interface OtherNodes {

  /** Where a node's agent listens, empty when there is no such node. */
  Optional<Peer> address(String node);

  /** The meeting with a node that is under way, empty for a session without one. */
  Optional<Met> with(String node, Instant now);

  /** What this node says of itself. */
  Standing standing();

  /** Takes note of what another node says of itself. */
  void heard(String node, Standing standing);

  /** One node that is transferred with because somebody asks for it. */
  record OnDemand(Peer peer) implements OtherNodes {

    @Override
    public Optional<Peer> address(String node) {
      return Optional.of(peer).filter(known -> known.name().equals(node));
    }

    @Override
    public Optional<Met> with(String node, Instant now) {
      return Optional.empty();
    }

    @Override
    public Standing standing() {
      return Standing.UNKNOWN;
    }

    @Override
    public void heard(String node, Standing standing) {
      // One transfer judges itself, and no pair.
    }
  }

  /** The nodes that the schedule names. */
  record Scheduled(PeerMeetings meetings, NodeState state) implements OtherNodes {

    @Override
    public Optional<Peer> address(String node) {
      return meetings.address(node);
    }

    @Override
    public Optional<Met> with(String node, Instant now) {
      return meetings.with(node, now);
    }

    @Override
    public Standing standing() {
      return state.standing();
    }

    @Override
    public void heard(String node, Standing standing) {
      state.heard(node, standing);
    }
  }
}
