package io.kvlane.agent.manifests;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.util.Map;
import java.util.Optional;

/**
 * Reads objects the way an API server with strict validation does: a field that the kind does not
 * have, and a value of another type, are errors.
 */
final class StrictObjects {

  private static final Map<String, Class<?>> KINDS =
      Map.ofEntries(
          entry("v1 ConfigMap", ConfigMap.class),
          entry("v1 Namespace", Namespace.class),
          entry("v1 Service", Service.class),
          entry("v1 ServiceAccount", ServiceAccount.class),
          entry("apps/v1 DaemonSet", DaemonSet.class),
          entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          entry("rbac.authorization.k8s.io/v1 ClusterRole", ClusterRole.class),
          entry("rbac.authorization.k8s.io/v1 ClusterRoleBinding", ClusterRoleBinding.class),
          entry("rbac.authorization.k8s.io/v1 Role", Role.class),
          entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class),
          entry("scheduling.k8s.io/v1 PriorityClass", PriorityClass.class),
          entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
          entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
          entry("cert-manager.io/v1 Certificate", Certificate.class),
          entry("cert-manager.io/v1 Issuer", Issuer.class));

  /** The models keep what they do not know, to send it back unchanged; that would hide mistakes. */
  private static final class WithoutRemainder extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated method) {
      return false;
    }
  }

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new WithoutRemainder())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
          .build();

  private StrictObjects() {}

  /** What is wrong with an object; empty when it is one of its kind. */
  static Optional<String> problem(JsonNode object) {
    String kind = object.path("apiVersion").asText() + " " + object.path("kind").asText();
    Class<?> model = KINDS.get(kind);
    if (model == null) {
      return Optional.of("there is no kind " + kind + " among those that are known here");
    }
    try {
      MAPPER.treeToValue(object, model);
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(kind + " " + Manifest.nameOf(object) + ": " + e.getOriginalMessage());
    }
  }
}
