package io.kvlane.probes.host;

import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.KernelModule;
import io.kvlane.core.host.RdmaNamespaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code /sys/module/M/version} and {@code /sys/module/M/parameters}
 * (Documentation/ABI/stable/sysfs-module). A module has a directory while it is loaded; one that is
 * built in has one when it has parameters or a version.
 */
final class ModuleReader {

  private static final String MODULES = "sys/module";

  /** Versions have no spaces; what is longer is none. */
  private static final Pattern VERSION = Pattern.compile("[!-~]{1,64}");

  private final HostRoot root;

  ModuleReader(HostRoot root) {
    this.root = root;
  }

  /**
   * The modules that kvlane asks for, as far as they are there.
   *
   * @return empty when nobody can tell: every kernel has modules, so an empty directory is not its
   *     own
   */
  Optional<SortedMap<String, KernelModule>> modules() {
    if (HostRoot.entries(root.resolve(MODULES)).isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, KernelModule> found = new TreeMap<>();
    for (String name : HostFacts.MODULES) {
      Path module = root.resolve(MODULES).resolve(name);
      if (Files.isDirectory(module)) {
        found.put(
            name,
            new KernelModule(
                name,
                HostRoot.text(module.resolve("version"))
                    .filter(version -> VERSION.matcher(version).matches())));
      }
    }
    return Optional.of(found);
  }

  /** Who sees RDMA devices: {@code netns_mode} of {@code ib_core}, Y where all share them. */
  RdmaNamespaces namespaces() {
    return HostRoot.text(root.resolve(MODULES).resolve("ib_core/parameters/netns_mode"))
        .map(ModuleReader::parse)
        .orElse(RdmaNamespaces.UNKNOWN);
  }

  private static RdmaNamespaces parse(String mode) {
    return switch (mode) {
      case "Y" -> RdmaNamespaces.SHARED;
      case "N" -> RdmaNamespaces.EXCLUSIVE;
      default -> RdmaNamespaces.UNKNOWN;
    };
  }
}
