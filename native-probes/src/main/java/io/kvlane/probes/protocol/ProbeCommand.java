package io.kvlane.probes.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.library.FabricProviders;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.path.Lane;
import io.kvlane.core.path.SocketBytes;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.rdma.LockedMemory;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to a probe process. A transfer is {@link Serve} to the responder, {@link Connect} to
 * the initiator, {@link Arm} to both, {@link Run} to the initiator, {@link Settle} to both and
 * {@link Close} to both. A process holds one session at a time.
 *
 * @param <R> what it answers
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ProbeCommand.Inspect.class, name = "inspect"),
  @JsonSubTypes.Type(value = ProbeCommand.InspectRdma.class, name = "inspect-rdma"),
  @JsonSubTypes.Type(value = ProbeCommand.InspectGpus.class, name = "inspect-gpus"),
  @JsonSubTypes.Type(value = ProbeCommand.InspectCuda.class, name = "inspect-cuda"),
  @JsonSubTypes.Type(value = ProbeCommand.InspectUcx.class, name = "inspect-ucx"),
  @JsonSubTypes.Type(value = ProbeCommand.InspectLibfabric.class, name = "inspect-libfabric"),
  @JsonSubTypes.Type(value = ProbeCommand.Serve.class, name = "serve"),
  @JsonSubTypes.Type(value = ProbeCommand.Connect.class, name = "connect"),
  @JsonSubTypes.Type(value = ProbeCommand.Arm.class, name = "arm"),
  @JsonSubTypes.Type(value = ProbeCommand.Run.class, name = "run"),
  @JsonSubTypes.Type(value = ProbeCommand.Settle.class, name = "settle"),
  @JsonSubTypes.Type(value = ProbeCommand.Close.class, name = "close")
})
public sealed interface ProbeCommand<R> {

  /** Type of the answer. */
  @JsonIgnore
  Class<R> answerType();

  /**
   * Looks at one engine, since the look itself may end the process: a native library is loaded at
   * its first use.
   */
  record Inspect(Engine engine) implements ProbeCommand<EngineInspection> {
    @Override
    public Class<EngineInspection> answerType() {
      return EngineInspection.class;
    }
  }

  /**
   * One engine.
   *
   * @param version its version, null when it cannot be used
   * @param reason why it cannot be used, null when it can
   * @param fix how to get it, null when it can be used
   * @param tookNanos how long the look took
   */
  record EngineInspection(
      @Nullable String version, @Nullable String reason, @Nullable String fix, long tookNanos) {}

  /** Looks at the RDMA devices as a process gets them. */
  record InspectRdma() implements ProbeCommand<InspectedRdma> {
    @Override
    public Class<InspectedRdma> answerType() {
      return InspectedRdma.class;
    }
  }

  /**
   * The RDMA devices.
   *
   * @param devices what libibverbs gives, null when it gives nothing
   * @param reason why it gives nothing, null when it does
   * @param fix how to get it, null when it is there or failed
   * @param lockedMemory how much memory the process may lock, null when the kernel does not tell
   * @param tookNanos how long the look took
   */
  record InspectedRdma(
      @Nullable List<VerbsDevice> devices,
      @Nullable String reason,
      @Nullable String fix,
      @Nullable LockedMemory lockedMemory,
      long tookNanos) {}

  /** Looks at the GPUs over NVML. A missing library is {@code NOT_PRESENT}. */
  record InspectGpus() implements ProbeCommand<GpuInventory> {
    @Override
    public Class<GpuInventory> answerType() {
      return GpuInventory.class;
    }
  }

  /** Looks at the GPUs over the CUDA driver API. A missing library is {@code NOT_PRESENT}. */
  record InspectCuda() implements ProbeCommand<CudaView> {
    @Override
    public Class<CudaView> answerType() {
      return CudaView.class;
    }
  }

  /** Looks at UCX's components. A missing library is {@code NOT_PRESENT}. */
  record InspectUcx() implements ProbeCommand<UcxComponents> {
    @Override
    public Class<UcxComponents> answerType() {
      return UcxComponents.class;
    }
  }

  /** Looks at libfabric's providers. A missing library is {@code NOT_PRESENT}. */
  record InspectLibfabric() implements ProbeCommand<FabricProviders> {
    @Override
    public Class<FabricProviders> answerType() {
      return FabricProviders.class;
    }
  }

  /**
   * What both ends of a session must agree on.
   *
   * @param shape the transfer, capped
   * @param layoutSeed seed of the scattered layout
   * @param gpu the GPU whose memory it is at this end, null for host memory
   */
  record SessionSpec(
      Engine engine,
      Operation operation,
      TransferShape shape,
      long layoutSeed,
      EngineSettings settings,
      @Nullable GpuMemory gpu) {

    /** A session between host memories. */
    public SessionSpec(
        Engine engine,
        Operation operation,
        TransferShape shape,
        long layoutSeed,
        EngineSettings settings) {
      this(engine, operation, shape, layoutSeed, settings, null);
    }
  }

  /** Opens a session as responder. */
  record Serve(SessionSpec session) implements ProbeCommand<Served> {
    @Override
    public Class<Served> answerType() {
      return Served.class;
    }
  }

  /** How to reach the responder. */
  record Served(ConnectionData connection) {}

  /**
   * Opens a session as initiator: connects and warms up.
   *
   * @param to what the responder answered
   * @param timeoutMillis time to connect in
   */
  record Connect(SessionSpec session, ConnectionData to, long timeoutMillis)
      implements ProbeCommand<Connected> {
    @Override
    public Class<Connected> answerType() {
      return Connected.class;
    }
  }

  /**
   * Connected and warm.
   *
   * @param warmUpBytes bytes moved to get there
   */
  record Connected(long warmUpBytes) {}

  /**
   * Prepares the measured run: the sender fills its buffer, the receiver poisons its own, and both
   * note what their sockets have carried so far.
   *
   * @param payloadSeed seed of the payload, another one each run
   */
  record Arm(long payloadSeed) implements ProbeCommand<Done> {
    @Override
    public Class<Done> answerType() {
      return Done.class;
    }
  }

  /**
   * Moves the payload.
   *
   * @param postForMillis time after which no more is posted
   * @param failAfterMillis time after which what is in flight is given up
   */
  record Run(long postForMillis, long failAfterMillis) implements ProbeCommand<Ran> {
    @Override
    public Class<Ran> answerType() {
      return Ran.class;
    }
  }

  /**
   * What was moved.
   *
   * @param descriptors descriptors that were moved, in posting order from the first
   * @param descriptorBytes bytes of each; a single descriptor may have been cut to the time there
   *     was
   * @param timeCapped whether time cut the run short
   * @param lanes lanes of the endpoint
   */
  record Ran(
      int descriptors,
      int descriptorBytes,
      long postNanos,
      long transferNanos,
      boolean timeCapped,
      List<Lane> lanes) {}

  /**
   * Takes stock after a run: what the sockets carried, and, at the receiver, whether the payload is
   * right.
   *
   * @param descriptors descriptors that were moved
   * @param descriptorBytes bytes of each
   */
  record Settle(int descriptors, int descriptorBytes) implements ProbeCommand<Settled> {
    @Override
    public Class<Settled> answerType() {
      return Settled.class;
    }
  }

  /**
   * The stock taken.
   *
   * @param sockets what this process's own TCP sockets carried, null when that cannot be read here
   * @param verified whether this end received and compared the payload
   * @param corruption the first difference, null when there is none or this end sent
   * @param gpu what became of the GPU's memory, null for host memory
   */
  record Settled(
      @Nullable SocketBytes sockets,
      boolean verified,
      @Nullable Corruption corruption,
      @Nullable GpuStock gpu) {

    /** The stock of an end with host memory. */
    public Settled(
        @Nullable SocketBytes sockets, boolean verified, @Nullable Corruption corruption) {
      this(sockets, verified, corruption, null);
    }
  }

  /** Ends the session, if there is one. */
  record Close() implements ProbeCommand<Done> {
    @Override
    public Class<Done> answerType() {
      return Done.class;
    }
  }

  /** Done, with nothing to tell. */
  record Done() {}
}
