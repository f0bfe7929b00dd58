package io.kvlane.agent.config;

/** Checks what is set about telling Kubernetes. */
final class ReportCheck {

  private ReportCheck() {}

  static ReportSettings of(AgentConfig config) throws ConfigException {
    AgentConfig.Kubernetes kubernetes = config.kubernetes();
    return new ReportSettings(
        isTrue("kvlane.kubernetes.node-condition", kubernetes.nodeCondition()),
        isTrue("kvlane.kubernetes.events", kubernetes.events()));
  }

  private static boolean isTrue(String key, String text) throws ConfigException {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(key + " is '" + text + "': write true or false");
    };
  }
}
