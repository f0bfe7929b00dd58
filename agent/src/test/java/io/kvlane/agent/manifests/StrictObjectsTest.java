package io.kvlane.agent.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The check of the manifests' fields finds mistakes, however deep. */
class StrictObjectsTest {

  private static final String OBJECT =
      """
      apiVersion: %s
      kind: %s
      metadata: {name: a, labels: {b: c}}
      %s
      """;

  private static List<String> problems(String yaml) {
    return Manifest.of(yaml).objects().stream()
        .flatMap(object -> StrictObjects.problem(object).stream())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apps/v1 | DaemonSet | spec: {template: {spec: {hostNetwork: true}}}",
        "v1 | Service | 'spec: {ports: [{port: 1, targetPort: a}, {port: 2, targetPort: 2}]}'",
        "networking.k8s.io/v1 | NetworkPolicy | 'spec: {ingress: [{ports: [{port: 1, endPort: 2}]}]}'",
        "rbac.authorization.k8s.io/v1 | ClusterRole | 'rules: [{verbs: [get]}]'",
        "monitoring.coreos.com/v1 | PodMonitor | 'spec: {podMetricsEndpoints: [{interval: 15s}]}'",
        "monitoring.coreos.com/v1 | PrometheusRule | 'spec: {groups: [{name: a, rules: [{alert: b, for: 5m}]}]}'",
        "cert-manager.io/v1 | Certificate | 'spec: {duration: 24h, privateKey: {algorithm: ECDSA}}'"
      })
  void shouldTakeWhatIsRight(String version, String kind, String spec) {
    assertThat(problems(OBJECT.formatted(version, kind, spec))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1 | ConfigMap | dat: {a: b} | dat",
        "v1 | ConfigMap | 'data: {a: 1}' | String",
        "v1 | ConfigMap | 'data: {a: true}' | String",
        "v1 | Namespace | spec: {finalizer: []} | finalizer",
        "v1 | Service | 'spec: {ports: [{port: \"1\"}]}' | Integer",
        "v1 | ServiceAccount | automountToken: true | automountToken",
        "apps/v1 | DaemonSet | spec: {template: {spec: {hostnetwork: true}}} | hostnetwork",
        "apps/v1 | DaemonSet | 'spec: {template: {spec: {containers: [{securityContext: {readOnly: true}}]}}}' | readOnly",
        "apps/v1 | DaemonSet | 'spec: {template: {spec: {enableServiceLinks: \"no\"}}}' | Boolean",
        "apps/v1 | DaemonSet | 'spec: {template: {spec: {volumes: [{hostPath: {pth: /sys}}]}}}' | pth",
        "apps/v1 | Daemonset | spec: {} | no kind",
        "networking.k8s.io/v1 | NetworkPolicy | 'spec: {ingress: [{port: []}]}' | port",
        "scheduling.k8s.io/v1 | PriorityClass | preemption: Never | preemption",
        "rbac.authorization.k8s.io/v1 | Role | 'rules: [{verb: [get]}]' | verb",
        "rbac.authorization.k8s.io/v1 | ClusterRoleBinding | 'roleRef: {named: a}' | named",
        "monitoring.coreos.com/v1 | PodMonitor | 'spec: {podMetricsEndpoints: [{relabeling: []}]}' | relabeling",
        "monitoring.coreos.com/v1 | PrometheusRule | 'spec: {groups: [{rules: [{alerts: b}]}]}' | alerts",
        "cert-manager.io/v1 | Certificate | 'spec: {privateKey: {encode: PKCS8}}' | encode",
        "cert-manager.io/v1 | Issuer | 'spec: {selfsigned: {}}' | selfsigned"
      })
  void shouldRefuseWhatIsNot(String version, String kind, String spec, String named) {
    assertThat(problems(OBJECT.formatted(version, kind, spec)))
        .singleElement()
        .asString()
        .contains(named);
  }

  @Test
  void shouldRefuseAKeyThatStandsTwice() {
    assertThatThrownBy(() -> Manifest.of("spec: {a: 1, a: 2}"))
        .isInstanceOf(YamlEngineException.class)
        .hasMessageContaining("duplicate key");
  }
}
