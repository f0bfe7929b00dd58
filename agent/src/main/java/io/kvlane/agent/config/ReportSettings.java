package io.kvlane.agent.config;

/**
 * What to tell Kubernetes.
 *
 * @param nodeCondition whether to keep a condition of this node
 * @param events whether to tell findings as events
 */
public record ReportSettings(boolean nodeCondition, boolean events) {

  /** Nothing. */
  public static final ReportSettings NONE = new ReportSettings(false, false);
}
