/* Prints what the headers of UCX say about every number in UcpLayout and UcxStatus. */
#include <stddef.h>
#include <ucp/api/ucp.h>

#include "print_constants.h"

static void ucp_layout(void) {
  AT_LEAST(UcpLayout, STRUCT_BYTES, sizeof(ucp_params_t));
  AT_LEAST(UcpLayout, STRUCT_BYTES, sizeof(ucp_worker_params_t));
  AT_LEAST(UcpLayout, STRUCT_BYTES, sizeof(ucp_mem_map_params_t));
  AT_LEAST(UcpLayout, STRUCT_BYTES, sizeof(ucp_ep_params_t));
  AT_LEAST(UcpLayout, STRUCT_BYTES, sizeof(ucp_request_param_t));
  AT_LEAST(UcpLayout, STRUCT_BYTES, sizeof(ucp_ep_attr_t));

  IS(UcpLayout, PARAMS_FIELD_MASK, offsetof(ucp_params_t, field_mask));
  IS(UcpLayout, PARAMS_FEATURES, offsetof(ucp_params_t, features));
  IS(UcpLayout, PARAM_FIELD_FEATURES, UCP_PARAM_FIELD_FEATURES);
  IS(UcpLayout, FEATURE_RMA, UCP_FEATURE_RMA);

  IS(UcpLayout, WORKER_PARAMS_FIELD_MASK, offsetof(ucp_worker_params_t, field_mask));
  IS(UcpLayout, WORKER_PARAMS_THREAD_MODE, offsetof(ucp_worker_params_t, thread_mode));
  IS(UcpLayout, WORKER_PARAM_FIELD_THREAD_MODE, UCP_WORKER_PARAM_FIELD_THREAD_MODE);
  IS(UcpLayout, THREAD_MODE_SINGLE, UCS_THREAD_MODE_SINGLE);

  IS(UcpLayout, MEM_MAP_PARAMS_FIELD_MASK, offsetof(ucp_mem_map_params_t, field_mask));
  IS(UcpLayout, MEM_MAP_PARAMS_ADDRESS, offsetof(ucp_mem_map_params_t, address));
  IS(UcpLayout, MEM_MAP_PARAMS_LENGTH, offsetof(ucp_mem_map_params_t, length));
  IS(UcpLayout, MEM_MAP_PARAM_FIELD_ADDRESS, UCP_MEM_MAP_PARAM_FIELD_ADDRESS);
  IS(UcpLayout, MEM_MAP_PARAM_FIELD_LENGTH, UCP_MEM_MAP_PARAM_FIELD_LENGTH);

  AT_LEAST(UcpLayout, STRUCT_BYTES, sizeof(ucp_mem_attr_t));
  AT_LEAST(UcpLayout, STRUCT_BYTES, sizeof(ucp_context_attr_t));
  IS(UcpLayout, MEM_ATTR_FIELD_MASK, offsetof(ucp_mem_attr_t, field_mask));
  IS(UcpLayout, MEM_ATTR_MEM_TYPE, offsetof(ucp_mem_attr_t, mem_type));
  IS(UcpLayout, MEM_ATTR_FIELD_MEM_TYPE, UCP_MEM_ATTR_FIELD_MEM_TYPE);
  IS(UcpLayout, MEMORY_TYPE_CUDA, UCS_MEMORY_TYPE_CUDA);
  IS(UcpLayout, CONTEXT_ATTR_FIELD_MASK, offsetof(ucp_context_attr_t, field_mask));
  IS(UcpLayout, CONTEXT_ATTR_MEMORY_TYPES, offsetof(ucp_context_attr_t, memory_types));
  IS(UcpLayout, CONTEXT_ATTR_FIELD_MEMORY_TYPES, UCP_ATTR_FIELD_MEMORY_TYPES);

  IS(UcpLayout, EP_PARAMS_FIELD_MASK, offsetof(ucp_ep_params_t, field_mask));
  IS(UcpLayout, EP_PARAMS_ADDRESS, offsetof(ucp_ep_params_t, address));
  IS(UcpLayout, EP_PARAMS_ERR_MODE, offsetof(ucp_ep_params_t, err_mode));
  IS(UcpLayout, EP_PARAM_FIELD_REMOTE_ADDRESS, UCP_EP_PARAM_FIELD_REMOTE_ADDRESS);
  IS(UcpLayout, EP_PARAM_FIELD_ERR_HANDLING_MODE, UCP_EP_PARAM_FIELD_ERR_HANDLING_MODE);
  IS(UcpLayout, ERR_HANDLING_MODE_PEER, UCP_ERR_HANDLING_MODE_PEER);

  IS(UcpLayout, REQUEST_PARAM_OP_ATTR_MASK, offsetof(ucp_request_param_t, op_attr_mask));
  IS(UcpLayout, REQUEST_PARAM_FLAGS, offsetof(ucp_request_param_t, flags));
  IS(UcpLayout, REQUEST_PARAM_MEMH, offsetof(ucp_request_param_t, memh));
  IS(UcpLayout, OP_ATTR_FIELD_MEMH, UCP_OP_ATTR_FIELD_MEMH);
  IS(UcpLayout, OP_ATTR_FIELD_FLAGS, UCP_OP_ATTR_FIELD_FLAGS);
  IS(UcpLayout, EP_CLOSE_FLAG_FORCE, UCP_EP_CLOSE_FLAG_FORCE);

  IS(UcpLayout, EP_ATTR_FIELD_MASK, offsetof(ucp_ep_attr_t, field_mask));
#if UCP_API_VERSION >= UCP_VERSION(1, 14)
  IS(UcpLayout, EP_ATTR_TRANSPORTS_ENTRIES, offsetof(ucp_ep_attr_t, transports.entries));
  IS(UcpLayout, EP_ATTR_TRANSPORTS_NUM_ENTRIES, offsetof(ucp_ep_attr_t, transports.num_entries));
  IS(UcpLayout, EP_ATTR_TRANSPORTS_ENTRY_SIZE, offsetof(ucp_ep_attr_t, transports.entry_size));
  IS(UcpLayout, EP_ATTR_FIELD_TRANSPORTS, UCP_EP_ATTR_FIELD_TRANSPORTS);
  IS(UcpLayout, TRANSPORT_ENTRY_BYTES, sizeof(ucp_transport_entry_t));
  IS(UcpLayout, TRANSPORT_ENTRY_TRANSPORT_NAME, offsetof(ucp_transport_entry_t, transport_name));
  IS(UcpLayout, TRANSPORT_ENTRY_DEVICE_NAME, offsetof(ucp_transport_entry_t, device_name));
#else
  ABSENT(UcpLayout, EP_ATTR_TRANSPORTS_ENTRIES);
  ABSENT(UcpLayout, EP_ATTR_TRANSPORTS_NUM_ENTRIES);
  ABSENT(UcpLayout, EP_ATTR_TRANSPORTS_ENTRY_SIZE);
  ABSENT(UcpLayout, EP_ATTR_FIELD_TRANSPORTS);
  ABSENT(UcpLayout, TRANSPORT_ENTRY_BYTES);
  ABSENT(UcpLayout, TRANSPORT_ENTRY_TRANSPORT_NAME);
  ABSENT(UcpLayout, TRANSPORT_ENTRY_DEVICE_NAME);
#endif
}

static void ucx_status(void) {
  IS(UcxStatus, OK, UCS_OK);
  IS(UcxStatus, IN_PROGRESS, UCS_INPROGRESS);
  IS(UcxStatus, UNREACHABLE, UCS_ERR_UNREACHABLE);
  IS(UcxStatus, TIMED_OUT, UCS_ERR_TIMED_OUT);
  IS(UcxStatus, NOT_CONNECTED, UCS_ERR_NOT_CONNECTED);
  IS(UcxStatus, CONNECTION_RESET, UCS_ERR_CONNECTION_RESET);
  IS(UcxStatus, ENDPOINT_TIMEOUT, UCS_ERR_ENDPOINT_TIMEOUT);
  IS(UcxStatus, LAST, UCS_ERR_LAST);
}

int main(void) {
  ucp_layout();
  ucx_status();
  return 0;
}
