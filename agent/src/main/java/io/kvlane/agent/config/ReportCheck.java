package io.kvlane.agent.config;

/** Checks what is set about telling Kubernetes. */
final class ReportCheck {

  private ReportCheck() {}

  static ReportSettings of(AgentConfig config) throws ConfigException {
    AgentConfig.Kubernetes kubernetes = config.kubernetes();
    return new ReportSettings(
        KubernetesCheck.isTrue("kvlane.kubernetes.node-condition", kubernetes.nodeCondition()),
        KubernetesCheck.isTrue("kvlane.kubernetes.events", kubernetes.events()));
  }
}
