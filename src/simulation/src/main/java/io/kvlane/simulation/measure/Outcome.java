package io.kvlane.simulation.measure;

import io.kvlane.simulation.cluster.Scenario;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What came of a scenario.
 *
 * @param scenario what was simulated
 * @param simulated time that was simulated
 * @param events things that happened in it
 * @param epochsForInterest epochs after which all pairs of interest have met by the schedule,
 *     without faults
 * @param epochsForAll epochs after which all pairs have, empty where nothing bounds it
 * @param dayByTheSchedule share of all pairs that meets in a day if no meeting is lost, where that
 *     was asked for
 * @param coverage who measured whom
 * @param tally what happened to meetings
 * @param load what the nodes spent
 * @param mostSeries series of the agent that has most, without those of devices
 */
public record Outcome(
    Scenario scenario,
    Duration simulated,
    long events,
    long epochsForInterest,
    OptionalLong epochsForAll,
    OptionalDouble dayByTheSchedule,
    Coverage coverage,
    Tally tally,
    Load load,
    int mostSeries) {

  /** The same with what the schedule alone says of a day. */
  public Outcome withDayByTheSchedule(double share) {
    return new Outcome(
        scenario,
        simulated,
        events,
        epochsForInterest,
        epochsForAll,
        OptionalDouble.of(share),
        coverage,
        tally,
        load,
        mostSeries);
  }

  /** How long pairs of interest waited. */
  public Waits interestWaits() {
    return coverage.interestWaits(simulated.toNanos());
  }
}
