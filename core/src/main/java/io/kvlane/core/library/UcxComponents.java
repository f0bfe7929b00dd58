package io.kvlane.core.library;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.host.Version;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What UCX was built with and finds on this node.
 *
 * @param version version of the library, such as {@code 1.19.0}
 * @param components its components, in its own order
 */
public record UcxComponents(String version, List<Component> components) {

  /** Memory of a GPU, in UCX's words. */
  public static final String CUDA = "cuda";

  /**
   * A component, such as {@code ib} or {@code cuda_cpy}.
   *
   * @param name as UCX names it
   * @param domains its memory domains; none when it finds nothing to work with; one of its own
   *     name, with the problem, when it cannot list them
   */
  public record Component(String name, List<Domain> domains) {

    /** Takes a copy. */
    public Component {
      domains = List.copyOf(domains);
    }
  }

  /**
   * A memory domain, such as {@code mlx5_0}.
   *
   * @param name as UCX names it
   * @param problem why it cannot be opened, empty when it can; then the rest is empty
   * @param registers memory types that it can register, in UCX's words
   * @param dmabuf whether it can register dma-bufs; unknown where the version does not say
   */
  public record Domain(
      String name, Optional<String> problem, SortedSet<String> registers, Support dmabuf) {

    /** Takes a copy. */
    public Domain {
      registers = new TreeSet<>(registers);
    }
  }

  /** Takes a copy. */
  public UcxComponents {
    components = List.copyOf(components);
  }

  /** The version as numbers. */
  public Optional<Version> number() {
    return Version.parse(version);
  }

  /** A component, empty when UCX was built without it or its module is not installed. */
  public Optional<Component> component(String name) {
    return components.stream().filter(component -> component.name().equals(name)).findFirst();
  }
}
