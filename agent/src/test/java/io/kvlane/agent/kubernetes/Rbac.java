package io.kvlane.agent.kubernetes;

import io.kvlane.agent.kubernetes.FakeApiServer.Asked;
import io.kvlane.agent.samples.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the agent asks of Kubernetes, and what the manifest lets it ask. */
public final class Rbac {

  private Rbac() {}

  /** What a role of the manifests allows, as {@code GROUP/RESOURCE VERB}. */
  public static Set<String> allowed(String kind, String name) throws IOException {
    List<Map<?, ?>> roles = new ArrayList<>();
    for (Path file : files()) {
      Iterable<Object> documents =
          new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file));
      for (Object document : documents) {
        Map<?, ?> role = (Map<?, ?>) document;
        if (kind.equals(role.get("kind"))
            && name.equals(((Map<?, ?>) part(role, "metadata")).get("name"))) {
          roles.add(role);
        }
      }
    }
    if (roles.size() != 1) {
      throw new AssertionError("there are " + roles.size() + " " + kind + " called " + name);
    }
    Set<String> allowed = new TreeSet<>();
    for (Object rule : (List<?>) part(roles.getFirst(), "rules")) {
      add(allowed, (Map<?, ?>) rule);
    }
    return allowed;
  }

  /** The base's rights, and those that come with components. */
  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(Repository.file("k8s"))) {
      return all.filter(file -> file.endsWith("rbac.yaml")).sorted().toList();
    }
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
