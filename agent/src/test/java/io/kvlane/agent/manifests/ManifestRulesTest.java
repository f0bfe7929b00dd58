package io.kvlane.agent.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule about manifests finds the mistake that it is for. */
class ManifestRulesTest {

  private static String right = "";
  @TempDir private static Path certificates;
  @TempDir private Path scratch;

  @BeforeAll
  static void render(@TempDir Path scratch) throws Exception {
    Kustomize.assumeKubectl();
    Certificates.make(certificates);
    Kustomize.render(
        scratch,
        "cpu-only",
        List.of("peers-cert-manager", "prometheus-operator", "node-condition", "events"));
    right = Files.readString(scratch.resolve("rendered.yaml"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | readOnlyRootFilesystem",
        "allowPrivilegeEscalation: false | privileged: true | privileged",
        "- IPC_LOCK | - SYS_ADMIN | SYS_ADMIN",
        "type: RuntimeDefault | type: Unconfined | seccompProfile",
        "enableServiceLinks: false | hostPID: true | hostPID",
        "kvlane:0.1.0 | kvlane:latest | no fixed tag",
        "kvlane:0.1.0 | kvlane | no fixed tag",
        "name: sys-class;readOnly: true | name: sys-class;readOnly: false | sys-class is not read-only",
        "path: /sys/class;type: Directory | path: /sys/class | does not say",
        "sizeLimit: 64Mi;name: tmp | medium: Memory;name: tmp | no limit",
        "path: /proc/driver | path: /var/lib/kvlane | proc-driver is read-only",
        "name: os-release;readOnly | name: release;readOnly | no volume release",
        "priorityClassName: kvlane | priorityClassName: other | PriorityClass 'other'",
        "serviceAccountName: kvlane | serviceAccountName: default | ServiceAccount 'default'",
        "targetPort: control | targetPort: contrl | no port \"contrl\"",
        "path: /health/ready;port: metrics | path: /health/ready;port: http | no port \"http\"",
        "defaultMode: 256;secretName: kvlane-certificates | defaultMode: 256;secretName: kvlane-tls | nothing makes the Secret kvlane-tls",
        "kind: Issuer;name: kvlane-authority | kind: Issuer;name: kvlane-nobody | Issuer 'kvlane-nobody'",
        "jobLabel: app.kubernetes.io/name | jobLabel: app.kubernetes.io/component | the job is not kvlane",
        "kind: Role;name: kvlane-peers | kind: Role;name: kvlane-pears | bound are",
        "name: kvlane-peers;namespace: kvlane | name: kvlane-peers;namespace: default | in the namespace 'default'",
        "- kind: ServiceAccount;name: kvlane;namespace: kvlane | - kind: ServiceAccount;name: kvlane;namespace: x | elsewhere",
        "selector:;app.kubernetes.io/component: agent | selector:;app.kubernetes.io/component: a | Service /spec/selector",
        "containerPort: 9977 | containerPort: 8080 | ports are",
        "kvlane.expected-path=tcp | kvlane.expected-paht=tcp | kvlane.expected-paht",
        "kvlane.expected-path=tcp | kvlane.http.port=80 | other ports",
        "KVLANE_PEER_SERVICE | KVLANE_PEER_SERVISE | KVLANE_PEER_SERVISE",
        "KVLANE_NODE_NAME | NODE_NAME | nobody reads the variable NODE_NAME",
        "fieldPath: spec.nodeName | fieldPath: metadata.name | spec.nodeName",
        "value: /host | value: /rootfs | host's root",
        "mountPath: /etc/kvlane-tls | mountPath: /etc/tls | nothing mounts /etc/kvlane-tls",
        "KVLANE_KUBERNETES_EVENTS | KVLANE_KUBERNETES_PAIRS_OF_INTEREST | needed are",
        "UCX_TCP_PORT_RANGE=20000-20199 | UCX_TCP_PORT_RANGE=20000-20099 | UCX listens on",
        "kvlane.ucx.environment=UCX | # kvlane.ucx.environment=UCX | UCX listens on any"
      })
  void shouldFindAMistake(String text, String instead, String problem) throws Exception {
    Matcher found = Pattern.compile(joined(text, Pattern::quote, i -> "(\\n\\s+)")).matcher(right);
    String wrong = found.replaceAll(joined(instead, Matcher::quoteReplacement, i -> "$" + i));
    assertThat(wrong).isNotEqualTo(right);

    assertThat(problems(wrong)).anySatisfy(told -> assertThat(told).contains(problem));
  }

  @Test
  void shouldFindNothingWhereNothingIsWrong() throws Exception {
    assertThat(problems(right)).isEmpty();
  }

  /** Lines are written with semicolons between them; their indentation stays as it is. */
  private static String joined(
      String lines, UnaryOperator<String> quote, IntFunction<String> between) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (String line : lines.split(";", -1)) {
      text.append(count == 0 ? "" : between.apply(count)).append(quote.apply(line));
      count++;
    }
    return text.toString();
  }

  private List<String> problems(String yaml) throws Exception {
    Manifest manifest = Manifest.of(yaml);
    return Stream.of(
            PodRules.problems(manifest),
            ReferenceRules.problems(manifest),
            ConfigRules.problems(manifest, scratch, certificates))
        .flatMap(List::stream)
        .toList();
  }
}
