package io.kvlane.agent.cli;

/**
 * Ends something when the JVM is told to end, as by Ctrl-C, so that no probe process and none of
 * its directories is left. Closed when it has ended in its own time.
 */
final class EndOnSignal implements AutoCloseable {

  private final Thread hook;

  private EndOnSignal(Runnable end) {
    this.hook = Thread.ofPlatform().name("kvlane-ending").unstarted(end);
  }

  /**
   * Watches from now on.
   *
   * @param end ends it; may be called while it runs
   */
  static EndOnSignal of(Runnable end) {
    EndOnSignal watch = new EndOnSignal(end);
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      // The hook runs and ends it.
    }
  }
}
