package io.kvlane.core.peer;

import io.kvlane.core.transfer.Labelled;

/** What came of another node's wish to open a session with this one. */
public enum SessionResult implements Labelled {
  /** It was opened, and closed with its stock taken. */
  SERVED("served"),

  /** It was opened, and failed in a step or when stock was taken. */
  FAILED("failed"),

  /** It was opened, and ended because its time was up. */
  TIMED_OUT("timed_out"),

  /** It was opened, and its connection ended before it was closed. */
  ABANDONED("abandoned"),

  /** It was not opened: this node cannot serve it, or the probe process failed. */
  REFUSED("refused"),

  /** Not now: this node serves another one, or transfers itself. */
  BUSY("busy"),

  /** Not now: this node sees another cluster, and by that it meets somebody else. */
  VIEWS_DIFFER("views_differ"),

  /** Not now: this node's byte budget is used up. */
  BUDGET("budget"),

  /** Not now: the other node asks too often. */
  RATE("rate"),

  /** Not now: this node's probe process keeps ending. */
  BACKOFF("backoff"),

  /** Not now: transfers are turned off on this node. */
  TURNED_OFF("turned_off"),

  /** Not now: this node's agent is ending. */
  ENDING("ending");

  private final String label;

  SessionResult(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
