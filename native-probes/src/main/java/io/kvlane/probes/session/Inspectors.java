package io.kvlane.probes.session;

import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.library.FabricProviders;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.probes.cuda.CudaInspector;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libfabric.LibfabricInspector;
import io.kvlane.probes.nvml.NvmlInspector;
import io.kvlane.probes.protocol.ProbeCommand.InspectedRdma;
import io.kvlane.probes.uct.UcxComponentsInspector;
import io.kvlane.probes.verbs.RdmaInspector;
import java.nio.file.Path;
import java.util.Optional;

/** The looks at what this node has. Each loads its library at its first look. One thread. */
public final class Inspectors {

  private final RdmaInspector rdma = new RdmaInspector();
  private final NvmlInspector nvml;
  private final CudaInspector cuda;
  private final UcxComponentsInspector ucx;
  private final LibfabricInspector libfabric = new LibfabricInspector();

  /**
   * Over the libraries of this machine.
   *
   * @param gpuDirectory where the GPU driver's libraries are, empty for the system's search path
   * @param ucxDirectory where UCX's libraries are, empty likewise
   */
  public Inspectors(Optional<Path> gpuDirectory, Optional<Path> ucxDirectory) {
    this.nvml = new NvmlInspector(gpuDirectory);
    this.cuda = new CudaInspector(gpuDirectory);
    this.ucx = new UcxComponentsInspector(ucxDirectory);
  }

  InspectedRdma rdma() {
    return rdma.inspect();
  }

  GpuInventory gpus() throws NotPresentException, TransferException {
    return nvml.inspect();
  }

  CudaView cuda() throws NotPresentException, TransferException {
    return cuda.inspect();
  }

  UcxComponents ucx() throws NotPresentException, TransferException {
    return ucx.inspect();
  }

  FabricProviders libfabric() throws NotPresentException, TransferException {
    return libfabric.inspect();
  }
}
