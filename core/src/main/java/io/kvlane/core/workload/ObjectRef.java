package io.kvlane.core.workload;

import java.util.Optional;

/**
 * An object of Kubernetes.
 *
 * @param kind such as {@code Pod}
 * @param namespace empty where the specification does not say
 * @param name its name
 */
public record ObjectRef(String kind, Optional<String> namespace, String name) {

  /** As people write it: {@code Pod inference/decode-0}. */
  public String text() {
    return kind + " " + namespace.map(space -> space + "/").orElse("") + name;
  }
}
