package io.kvlane.agent.transfer;

import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.PlannedMeeting;
import java.time.Instant;
import java.util.Optional;

/** Whom this node meets, and when. Safe for every thread. */
public interface Meetings {

  /** Nobody is met. */
  Meetings NONE =
      new Meetings() {
        @Override
        public Optional<ClusterReport> cluster() {
          return Optional.empty();
        }

        @Override
        public Optional<PlannedMeeting> planned(Instant now) {
          return Optional.empty();
        }
      };

  /** Which nodes there are, empty where this one meets nobody. */
  Optional<ClusterReport> cluster();

  /** The meeting that this node begins in the epoch of now, empty when it begins none. */
  Optional<PlannedMeeting> planned(Instant now);
}
