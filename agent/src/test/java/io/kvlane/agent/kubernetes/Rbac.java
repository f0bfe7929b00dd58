package io.kvlane.agent.kubernetes;

import io.kvlane.agent.kubernetes.FakeApiServer.Asked;
import io.kvlane.agent.samples.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the agent asks of Kubernetes, and what the manifest lets it ask. */
public final class Rbac {

  private Rbac() {}

  /** What a role in {@code k8s/rbac.yaml} allows, as {@code GROUP/RESOURCE VERB}. */
  public static Set<String> allowed(String kind, String name) throws IOException {
    String manifest = Files.readString(Repository.file("k8s/rbac.yaml"));
    Set<String> allowed = new TreeSet<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(manifest)) {
      Map<?, ?> role = (Map<?, ?>) document;
      if (kind.equals(role.get("kind"))
          && name.equals(((Map<?, ?>) part(role, "metadata")).get("name"))) {
        for (Object rule : (List<?>) part(role, "rules")) {
          add(allowed, (Map<?, ?>) rule);
        }
      }
    }
    return allowed;
  }

  private static void add(Set<String> allowed, Map<?, ?> rule) {
    for (Object group : (List<?>) part(rule, "apiGroups")) {
      for (Object resource : (List<?>) part(rule, "resources")) {
        for (Object verb : (List<?>) part(rule, "verbs")) {
          allowed.add(group + "/" + resource + " " + verb);
        }
      }
    }
  }

  private static Object part(Map<?, ?> object, String key) {
    return Objects.requireNonNull(object.get(key));
  }

  /** What was asked for, in the same words. */
  public static Set<String> used(Collection<Asked> asked) {
    Set<String> used = new TreeSet<>();
    for (Asked request : asked) {
      String[] path = request.path().split("/");
      String group = path[1].equals("apis") ? path[2] : "";
      used.add(group + "/" + path[path.length - 1] + " " + verb(request));
    }
    return used;
  }

  /** Lists and watches of collections are all that the agent makes. */
  private static String verb(Asked request) {
    if (!request.method().equals("GET")) {
      return request.method();
    }
    return request.isWatch() ? "watch" : "list";
  }
}
