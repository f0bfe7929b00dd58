package io.kvlane.probes.host;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.gpudirect.GpuDirectMethod;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.KernelModule;
import io.kvlane.core.host.RdmaNamespaces;

/** Holds what is said of a host, and judged of GPUDirect on it, against its files. */
final class HostWitness {

  private final Witness files;

  HostWitness(Witness files) {
    this.files = files;
  }

  void check(HostFacts facts) {
    facts
        .kernel()
        .ifPresent(kernel ->
            files.check(kernel.text().equals(files.text("proc/sys/kernel/osrelease")), kernel));
    facts.modules().ifPresent(modules -> modules.values().forEach(this::module));
    facts
        .memoryPeers()
        .ifPresent(peers ->
            peers.forEach(peer ->
                files.check(files.isDirectory("sys/kernel/mm/memory_peers/" + peer), peer)));
    String driver = files.text("proc/driver/nvidia/version");
    facts
        .gpuDriver()
        .ifPresent(version -> files.check(driver.contains(" " + version.text() + " "), version));
    files.check(
        facts.openGpuModule() != Support.YES || driver.contains("Open Kernel Module"), driver);
    files.check(facts.openGpuModule() == Support.UNKNOWN || facts.gpuDriver().isPresent(), driver);
    facts
        .driverGpus()
        .forEach(
            gpu -> files.check(files.isDirectory("proc/driver/nvidia/gpus/" + gpu.text()), gpu));
    facts
        .deviceFiles()
        .forEach((name, there) -> files.check(there == files.isFile("dev/" + name), name));
    String mode = files.text("sys/module/ib_core/parameters/netns_mode");
    files.check(facts.rdmaNamespaces() != RdmaNamespaces.SHARED || mode.equals("Y"), mode);
    files.check(facts.rdmaNamespaces() != RdmaNamespaces.EXCLUSIVE || mode.equals("N"), mode);
  }

  private void module(KernelModule module) {
    String directory = "sys/module/" + module.name();
    files.check(files.isDirectory(directory), module);
    module
        .version()
        .ifPresent(
            version -> files.check(version.equals(files.text(directory + "/version")), module));
  }

  void check(GpuNicPair pair) {
    boolean registered = files.isDirectory("sys/kernel/mm/memory_peers/nv_mem");
    boolean loaded =
        files.isDirectory("sys/module/nvidia_peermem")
            || files.isDirectory("sys/module/nv_peer_mem")
            || files.isDirectory("sys/module/efa_nv_peermem");
    files.check(registered || loaded || !isYes(pair, GpuDirectMethod.PEERMEM), pair);
    boolean open = files.text("proc/driver/nvidia/version").contains("Open Kernel Module");
    boolean release = files.text("proc/sys/kernel/osrelease").matches("v?\\d+\\.\\d+.*");
    files.check((open && release) || !isYes(pair, GpuDirectMethod.DMABUF), pair);
    boolean copies = files.isDirectory("sys/module/gdrdrv") && files.isFile("dev/gdrdrv");
    files.check(copies || !isYes(pair, GpuDirectMethod.GDRCOPY), pair);
  }

  private static boolean isYes(GpuNicPair pair, GpuDirectMethod method) {
    return pair.verdict(method).available() == Support.YES;
  }
}
