package io.kvlane.probes.verbs;

import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.rdma.VerbsDevice.Dmabuf;
import io.kvlane.core.rdma.VerbsDevice.VerbsPort;
import io.kvlane.probes.libc.NativeStruct;
import java.util.ArrayList;
import java.util.List;

/** An open device. */
final class VerbsContext implements AutoCloseable {

  private static final long PAGE_BYTES = 4096;
  private static final int NO_DESCRIPTOR = -1;
  private static final int ALL_ACCESS =
      VerbsLayout.ACCESS_LOCAL_WRITE
          | VerbsLayout.ACCESS_REMOTE_WRITE
          | VerbsLayout.ACCESS_REMOTE_READ
          | VerbsLayout.ACCESS_REMOTE_ATOMIC;

  private final IbverbsLibrary library;
  private final long context;

  VerbsContext(IbverbsLibrary library, long context) {
    this.library = library;
    this.context = context;
  }

  /** What the device tells of itself and its ports. */
  VerbsDevice describe(String name) {
    NativeStruct device = new NativeStruct(VerbsLayout.STRUCT_BYTES);
    int error = library.verbs().ibv_query_device(context, device.address());
    if (error != 0) {
      return VerbsDevice.unusable(name, "ibv_query_device: " + Errno.text(error));
    }
    List<VerbsPort> ports = new ArrayList<>();
    int count = Byte.toUnsignedInt(device.getByte(VerbsLayout.DEVICE_ATTR_PHYS_PORT_CNT));
    for (int number = 1; number <= count; number++) {
      NativeStruct port = new NativeStruct(VerbsLayout.STRUCT_BYTES);
      if (library.verbs().ibv_query_port(context, (byte) number, port.address()) == 0) {
        ports.add(describe(number, port));
      }
    }
    return new VerbsDevice(
        name, null, device.text(VerbsLayout.DEVICE_ATTR_FW_VER), dmabuf(), ports);
  }

  private static VerbsPort describe(int number, NativeStruct port) {
    return new VerbsPort(
        number,
        PortState.of(port.getInt(VerbsLayout.PORT_ATTR_STATE)),
        LinkLayer.of(Byte.toUnsignedInt(port.getByte(VerbsLayout.PORT_ATTR_LINK_LAYER))),
        mtuBytes(port.getInt(VerbsLayout.PORT_ATTR_ACTIVE_MTU)));
  }

  /** {@code IBV_MTU_256} is 1, and each further one is twice as large. */
  private static int mtuBytes(int mtu) {
    return mtu < VerbsLayout.MTU_256 || mtu > VerbsLayout.MTU_4096 ? 0 : 128 << mtu;
  }

  /**
   * UCX's own test: a driver that knows dma-bufs complains of the descriptor, any other of the call
   * ({@code uct_ib_md_open_common} in {@code src/uct/ib/base/ib_md.c}).
   */
  private Dmabuf dmabuf() {
    if (library.dmabuf().isEmpty()) {
      return Dmabuf.NOT_SUPPORTED;
    }
    long protectionDomain = library.verbs().ibv_alloc_pd(context);
    if (protectionDomain == 0) {
      return Dmabuf.UNKNOWN;
    }
    try {
      return dmabuf(library.dmabuf().get(), library.memory(), protectionDomain);
    } finally {
      library.verbs().ibv_dealloc_pd(protectionDomain);
    }
  }

  private static Dmabuf dmabuf(
      LibIbverbsDmabuf dmabuf, LibIbverbsMemory memory, long protectionDomain) {
    long region =
        dmabuf.ibv_reg_dmabuf_mr(protectionDomain, 0, PAGE_BYTES, 0, NO_DESCRIPTOR, ALL_ACCESS);
    int error = IbverbsLibrary.lastError();
    if (region != 0) {
      memory.ibv_dereg_mr(region);
      return Dmabuf.UNKNOWN;
    }
    return error == Errno.EBADF ? Dmabuf.SUPPORTED : Dmabuf.NOT_SUPPORTED;
  }

  @Override
  public void close() {
    library.verbs().ibv_close_device(context);
  }
}
