package io.kvlane.probes.ucx;

/**
 * Offsets and constants of {@code ucp/api/ucp.h}, compared in a test with what a C program prints
 * from the installed headers. UCX appends fields and never moves them; structures are allocated
 * larger than any version needs and zeroed.
 */
final class UcpLayout {

  /**
   * Room for every structure below in every known version; the largest, ucp_ep_attr_t, has 328
   * bytes in 1.22.
   */
  static final int STRUCT_BYTES = 512;

  static final int PARAMS_FIELD_MASK = 0;
  static final int PARAMS_FEATURES = 8;
  static final long PARAM_FIELD_FEATURES = 0x1;
  static final long FEATURE_RMA = 0x2;

  static final int WORKER_PARAMS_FIELD_MASK = 0;
  static final int WORKER_PARAMS_THREAD_MODE = 8;
  static final long WORKER_PARAM_FIELD_THREAD_MODE = 0x1;
  static final int THREAD_MODE_SINGLE = 0;

  static final int MEM_MAP_PARAMS_FIELD_MASK = 0;
  static final int MEM_MAP_PARAMS_ADDRESS = 8;
  static final int MEM_MAP_PARAMS_LENGTH = 16;
  static final long MEM_MAP_PARAM_FIELD_ADDRESS = 0x1;
  static final long MEM_MAP_PARAM_FIELD_LENGTH = 0x2;

  static final int MEM_ATTR_FIELD_MASK = 0;
  static final int MEM_ATTR_MEM_TYPE = 24;
  static final long MEM_ATTR_FIELD_MEM_TYPE = 0x4;
  static final int MEMORY_TYPE_CUDA = 1;

  static final int CONTEXT_ATTR_FIELD_MASK = 0;
  static final int CONTEXT_ATTR_MEMORY_TYPES = 24;
  static final long CONTEXT_ATTR_FIELD_MEMORY_TYPES = 0x4;

  static final int EP_PARAMS_FIELD_MASK = 0;
  static final int EP_PARAMS_ADDRESS = 8;
  static final int EP_PARAMS_ERR_MODE = 16;
  static final long EP_PARAM_FIELD_REMOTE_ADDRESS = 0x1;
  static final long EP_PARAM_FIELD_ERR_HANDLING_MODE = 0x2;
  static final int ERR_HANDLING_MODE_PEER = 1;

  static final int REQUEST_PARAM_OP_ATTR_MASK = 0;
  static final int REQUEST_PARAM_FLAGS = 4;
  static final int REQUEST_PARAM_MEMH = 64;
  static final int OP_ATTR_FIELD_FLAGS = 0x10;
  static final int OP_ATTR_FIELD_MEMH = 0x100;
  static final int EP_CLOSE_FLAG_FORCE = 0x1;

  static final int EP_ATTR_FIELD_MASK = 0;
  static final int EP_ATTR_TRANSPORTS_ENTRIES = 296;
  static final int EP_ATTR_TRANSPORTS_NUM_ENTRIES = 304;
  static final int EP_ATTR_TRANSPORTS_ENTRY_SIZE = 312;
  static final long EP_ATTR_FIELD_TRANSPORTS = 0x8;
  static final int TRANSPORT_ENTRY_BYTES = 16;
  static final int TRANSPORT_ENTRY_TRANSPORT_NAME = 0;
  static final int TRANSPORT_ENTRY_DEVICE_NAME = 8;

  private UcpLayout() {}
}
