package io.kvlane.core.samples;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.KernelModule;
import io.kvlane.core.host.RdmaNamespaces;
import io.kvlane.core.host.Version;
import io.kvlane.core.pci.PciAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds a host that was looked at and has nothing but what a test says. */
public final class Hosts {

  private final SortedMap<String, KernelModule> modules = new TreeMap<>();
  private final SortedMap<String, Boolean> files = new TreeMap<>();
  private Optional<Version> kernel = Optional.empty();
  private Optional<List<String>> memoryPeers = Optional.empty();
  private Support openGpuModule = Support.UNKNOWN;
  private List<PciAddress> driverGpus = List.of();
  private RdmaNamespaces namespaces = RdmaNamespaces.SHARED;
  private boolean modulesRead = true;
  private Optional<Set<String>> interfaces = Optional.empty();

  private Hosts() {}

  public static Hosts host() {
    return new Hosts();
  }

  public Hosts kernel(String release) {
    kernel = Version.parse(release);
    return this;
  }

  public Hosts module(String name, String version) {
    modules.put(
        name, new KernelModule(name, version.isEmpty() ? Optional.empty() : Optional.of(version)));
    return this;
  }

  public Hosts withoutModules() {
    modulesRead = false;
    return this;
  }

  public Hosts file(String name, boolean exists) {
    files.put(name, exists);
    return this;
  }

  public Hosts memoryPeers(String... names) {
    memoryPeers = Optional.of(List.of(names));
    return this;
  }

  public Hosts openGpuModule(Support open) {
    openGpuModule = open;
    return this;
  }

  public Hosts driverGpus(String... addresses) {
    driverGpus =
        Arrays.stream(addresses).map(text -> PciAddress.parse(text).orElseThrow()).toList();
    return this;
  }

  public Hosts namespaces(RdmaNamespaces mode) {
    namespaces = mode;
    return this;
  }

  public Hosts interfaces(String... names) {
    interfaces = Optional.of(Set.of(names));
    return this;
  }

  public HostFacts build() {
    return new HostFacts(
        kernel,
        Optional.empty(),
        modulesRead ? Optional.of(modules) : Optional.empty(),
        memoryPeers,
        Optional.empty(),
        openGpuModule,
        driverGpus,
        namespaces,
        files,
        OptionalLong.empty(),
        interfaces);
  }
}
