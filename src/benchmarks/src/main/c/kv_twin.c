/*
 * The C twin of kvlane's UCX engine: the same calls of UCX in the same order, on the same addresses,
 * with the same window, the same flush and the same waiting. What kvlane takes longer for the same
 * transfer is what Java and JNR-FFI cost.
 *
 *   kv_twin responder REGIONS BLOCKS BYTES SEED
 *   kv_twin initiator REGIONS BLOCKS BYTES SEED WARM_REGIONS WARM_BLOCKS ADDRESS KEY REMOTE
 *
 * Either prints "ready ...", then answers the commands that come on standard input, one a line, and
 * ends with its input. Comments name the Java class that a part repeats.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <ucp/api/ucp.h>
#include <unistd.h>

#include "kv_layout.h"

static void check(const char *call, ucs_status_t status) {
  if (status != UCS_OK) {
    die(call, ucs_status_string(status));
  }
}

static int64_t now_nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* ---- UcxWorker ---- */

struct worker {
  ucp_context_h context;
  ucp_worker_h handle;
};

static struct worker create_worker(void) {
  struct worker worker;
  ucp_config_t *config;
  check("ucp_config_read", ucp_config_read(NULL, NULL, &config));
  ucp_params_t params = {.field_mask = UCP_PARAM_FIELD_FEATURES, .features = UCP_FEATURE_RMA};
  check("ucp_init", ucp_init(&params, config, &worker.context));
  ucp_config_release(config);
  ucp_worker_params_t worker_params = {.field_mask = UCP_WORKER_PARAM_FIELD_THREAD_MODE,
                                       .thread_mode = UCS_THREAD_MODE_SINGLE};
  check("ucp_worker_create", ucp_worker_create(worker.context, &worker_params, &worker.handle));
  return worker;
}

/* ---- InFlight ---- */

struct in_flight {
  struct worker worker;
  void **requests;
  int window;
  int oldest;
  int count;
};

static bool is_full(const struct in_flight *in_flight) {
  return in_flight->count == in_flight->window;
}

static void add(struct in_flight *in_flight, void *request) {
  if (request == NULL) {
    return;
  }
  if (UCS_PTR_IS_ERR(request)) {
    die("ucp_get_nbx", ucs_status_string(UCS_PTR_STATUS(request)));
  }
  int slot = in_flight->oldest + in_flight->count;
  in_flight->requests[slot < in_flight->window ? slot : slot - in_flight->window] = request;
  in_flight->count++;
}

static void await(struct worker worker, const char *call, void *request, int64_t fail_at) {
  ucs_status_t status = ucp_request_check_status(request);
  while (status == UCS_INPROGRESS) {
    if (ucp_worker_progress(worker.handle) == 0 && now_nanos() - fail_at >= 0) {
      die(call, "did not complete in time");
    }
    status = ucp_request_check_status(request);
  }
  ucp_request_free(request);
  check(call, status);
}

static void drain_to(struct in_flight *in_flight, int left, int64_t fail_at) {
  while (in_flight->count > left) {
    await(in_flight->worker, "transfer", in_flight->requests[in_flight->oldest], fail_at);
    in_flight->oldest = in_flight->oldest + 1 == in_flight->window ? 0 : in_flight->oldest + 1;
    in_flight->count--;
  }
}

/* ---- UcxInitiator ---- */

enum { CLOCK_EVERY = 16 };

struct initiator {
  struct worker worker;
  struct region region;
  ucp_ep_h endpoint;
  ucp_rkey_h key;
  uint64_t remote;
  ucp_request_param_t no_options;
};

struct moved {
  int descriptors;
  int64_t nanos;
};

static void *post(struct initiator *initiator, const struct layout *layout, int descriptor) {
  char *local =
      initiator->region.address + offset_of(layout, descriptor, layout->initiator_blocks);
  uint64_t remote = initiator->remote + offset_of(layout, descriptor, layout->responder_blocks);
  return ucp_get_nbx(initiator->endpoint, local, layout->bytes, remote, initiator->key,
                     &initiator->no_options);
}

static struct moved move(struct initiator *initiator, const struct layout *layout, int window,
                         int64_t post_for, int64_t fail_after) {
  struct in_flight in_flight = {.worker = initiator->worker,
                                .requests = allocate(window, sizeof(void *)),
                                .window = window};
  int64_t start = now_nanos();
  int64_t post_nanos = 0;
  int descriptors = descriptors_of(layout);
  int posted = 0;
  bool in_time = true;
  while (posted < descriptors && in_time) {
    int64_t fill_start = now_nanos();
    while (posted < descriptors && in_time && !is_full(&in_flight)) {
      add(&in_flight, post(initiator, layout, posted));
      posted++;
      in_time = posted % CLOCK_EVERY != 0 || now_nanos() - (start + post_for) < 0;
    }
    post_nanos += now_nanos() - fill_start;
    if (is_full(&in_flight)) {
      drain_to(&in_flight, window / 2, start + fail_after);
    }
  }
  drain_to(&in_flight, 0, start + fail_after);
  void *flush = ucp_ep_flush_nbx(initiator->endpoint, &initiator->no_options);
  if (UCS_PTR_IS_ERR(flush)) {
    die("ucp_ep_flush_nbx", ucs_status_string(UCS_PTR_STATUS(flush)));
  }
  if (flush != NULL) {
    await(initiator->worker, "ucp_ep_flush_nbx", flush, start + fail_after);
  }
  free(in_flight.requests);
  return (struct moved){.descriptors = posted, .nanos = now_nanos() - start};
}

/* ---- RunSizing: what the path moves in 20 ms, at most 128 operations ---- */

static int window_of(double bytes_per_nano, size_t bytes) {
  double operations = bytes_per_nano * 20e6 / (double)bytes;
  return operations < 1 ? 1 : operations > 128 ? 128 : (int)operations;
}

/* ---- ProbeServer: a thread reads commands, another one executes them and lets UCX work ---- */

enum { MOST_CHARACTERS = 256 };

static char command[MOST_CHARACTERS];
static atomic_bool command_waits;

static void *read_commands(void *unused) {
  char line[MOST_CHARACTERS];
  while (fgets(line, sizeof(line), stdin) != NULL) {
    while (atomic_load(&command_waits)) {
      sched_yield();
    }
    memcpy(command, line, sizeof(line));
    atomic_store(&command_waits, true);
  }
  _exit(0);
  return unused;
}

static void start_reading(void) {
  pthread_t reader;
  if (pthread_create(&reader, NULL, read_commands, NULL) != 0) {
    die("pthread_create", "refused");
  }
}

static void spin_wait(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/* IdleWait: spins, then yields, then sleeps for a little. */
static void pause_a_little(int *rounds) {
  static const struct timespec sleep = {.tv_nsec = 100000};
  *rounds = *rounds < 5000 ? *rounds + 1 : 5000;
  if (*rounds < 200) {
    spin_wait();
  } else if (*rounds < 5000) {
    sched_yield();
  } else {
    nanosleep(&sleep, NULL);
  }
}

static void answer(const char *text, int64_t first, int64_t second) {
  printf("%s %lld %lld\n", text, (long long)first, (long long)second);
  fflush(stdout);
}

static void serve(struct worker worker, struct region region) {
  int idle_rounds = 0;
  while (true) {
    uint64_t seed;
    if (atomic_load(&command_waits)) {
      if (sscanf(command, "arm %lu", &seed) != 1) {
        die("command", command);
      }
      fill(region, seed);
      answer("armed", 0, 0);
      atomic_store(&command_waits, false);
      idle_rounds = 0;
    } else if (ucp_worker_progress(worker.handle) != 0) {
      idle_rounds = 0;
    } else {
      pause_a_little(&idle_rounds);
    }
  }
}

static void execute(struct initiator *initiator, const struct layout *layout, int window) {
  uint64_t seed;
  int64_t post_for;
  int64_t fail_after;
  int descriptors;
  if (sscanf(command, "arm %lu", &seed) == 1) {
    memset(initiator->region.address, POISON, initiator->region.bytes);
    answer("armed", 0, 0);
  } else if (sscanf(command, "run %ld %ld", &post_for, &fail_after) == 2) {
    struct moved moved = move(initiator, layout, window, post_for, fail_after);
    answer("ran", moved.descriptors, moved.nanos);
  } else if (sscanf(command, "verify %lu %d", &seed, &descriptors) == 2) {
    answer("verified", first_corrupt(initiator->region, layout, seed, descriptors), 0);
  } else {
    die("command", command);
  }
}

/* ---- the two programs ---- */

static void print_hex(const void *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    printf("%02x", ((const unsigned char *)bytes)[i]);
  }
}

static void *parse_hex(const char *text) {
  size_t length = strlen(text) / 2;
  unsigned char *bytes = allocate(length + 1, 1);
  for (size_t i = 0; i < length; i++) {
    if (sscanf(text + 2 * i, "%2hhx", &bytes[i]) != 1) {
      die("argument", text);
    }
  }
  return bytes;
}

static void run_responder(struct region region) {
  struct worker worker = create_worker();
  ucp_mem_map_params_t params = {
      .field_mask = UCP_MEM_MAP_PARAM_FIELD_ADDRESS | UCP_MEM_MAP_PARAM_FIELD_LENGTH,
      .address = region.address,
      .length = region.bytes};
  ucp_mem_h memory;
  check("ucp_mem_map", ucp_mem_map(worker.context, &params, &memory));
  ucp_address_t *address;
  size_t address_bytes;
  check("ucp_worker_get_address",
        ucp_worker_get_address(worker.handle, &address, &address_bytes));
  void *key;
  size_t key_bytes;
  check("ucp_rkey_pack", ucp_rkey_pack(worker.context, memory, &key, &key_bytes));
  printf("ready ");
  print_hex(address, address_bytes);
  printf(" ");
  print_hex(key, key_bytes);
  printf(" %lu\n", (unsigned long)(uintptr_t)region.address);
  fflush(stdout);
  start_reading();
  serve(worker, region);
}

/* UcxEndpoint and Initiator.warmUp: the first move pays for the connection, the second is timed. */
static void run_initiator(struct region region, const struct layout *layout,
                          const struct layout *little, char **connection) {
  struct initiator initiator = {
      .worker = create_worker(), .region = region, .remote = strtoull(connection[2], NULL, 10)};
  ucp_ep_params_t params = {
      .field_mask = UCP_EP_PARAM_FIELD_REMOTE_ADDRESS | UCP_EP_PARAM_FIELD_ERR_HANDLING_MODE,
      .address = parse_hex(connection[0]),
      .err_mode = UCP_ERR_HANDLING_MODE_PEER};
  check("ucp_ep_create", ucp_ep_create(initiator.worker.handle, &params, &initiator.endpoint));
  check("ucp_ep_rkey_unpack",
        ucp_ep_rkey_unpack(initiator.endpoint, parse_hex(connection[1]), &initiator.key));
  int window = window_of(0.1, layout->bytes);
  move(&initiator, little, window, 50000000, INT64_C(5000000000));
  struct moved second = move(&initiator, little, window, 50000000, INT64_C(5000000000));
  window = window_of((double)second.descriptors * (double)little->bytes / (double)second.nanos,
                     layout->bytes);
  answer("ready", window, 0);
  start_reading();
  int idle_rounds = 0;
  while (true) {
    if (atomic_load(&command_waits)) {
      execute(&initiator, layout, window);
      atomic_store(&command_waits, false);
      idle_rounds = 0;
    } else {
      pause_a_little(&idle_rounds);
    }
  }
}

int main(int argc, char **argv) {
  bool responds = argc == 6 && strcmp(argv[1], "responder") == 0;
  bool initiates = argc == 11 && strcmp(argv[1], "initiator") == 0;
  if (!responds && !initiates) {
    fprintf(stderr, "see the comment at the top of kv_twin.c\n");
    return 2;
  }
  size_t bytes = strtoul(argv[4], NULL, 10);
  uint64_t seed = strtoull(argv[5], NULL, 10);
  struct layout layout = lay_out(atoi(argv[2]), atoi(argv[3]), bytes, seed);
  struct region region = map_region(descriptors_of(&layout) * bytes);
  if (responds) {
    run_responder(region);
  } else {
    struct layout little = lay_out(atoi(argv[6]), atoi(argv[7]), bytes, seed);
    run_initiator(region, &layout, &little, argv + 8);
  }
  return 0;
}
