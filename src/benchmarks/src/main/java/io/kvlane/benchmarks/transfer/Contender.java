package io.kvlane.benchmarks.transfer;

/** Something that moves bytes between two processes. */
@FunctionalInterface
interface Contender {

  /**
   * Moves bytes between two fresh processes, and ends them.
   *
   * @return bytes a second
   * @throws MeasurementException when no trustworthy figure came about
   */
  double measure() throws MeasurementException, InterruptedException;
}
