/* Prints what the headers of the C library and of Linux say about the numbers that kvlane uses. */
#include <linux/tcp.h>
#include <netinet/in.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "print_constants.h"

static void own_tcp_sockets(void) {
  IS(OwnTcpSockets, SOL_TCP, IPPROTO_TCP);
  IS(OwnTcpSockets, TCP_INFO, TCP_INFO);
  IS(OwnTcpSockets, BYTES_ACKED, offsetof(struct tcp_info, tcpi_bytes_acked));
  IS(OwnTcpSockets, BYTES_RECEIVED, offsetof(struct tcp_info, tcpi_bytes_received));
  AT_LEAST(OwnTcpSockets, INFO_BYTES,
           offsetof(struct tcp_info, tcpi_bytes_received) + sizeof(__u64));
}

static void host_region(void) {
  IS(HostRegion, PROT_READ_WRITE, PROT_READ | PROT_WRITE);
  IS(HostRegion, MAP_PRIVATE_ANONYMOUS, MAP_PRIVATE | MAP_ANONYMOUS);
  IS(HostRegion, MAP_FAILED, (long long)MAP_FAILED);
}

static void probe_main(void) {
  IS(ProbeMain, PR_SET_PDEATHSIG, PR_SET_PDEATHSIG);
  IS(ProbeMain, SIGKILL, SIGKILL);
  IS(ProbeMain, RLIMIT_CORE, RLIMIT_CORE);
  IS(ProbeMain, RLIMIT_BYTES, sizeof(struct rlimit));
}

int main(void) {
  own_tcp_sockets();
  host_region();
  probe_main();
  return 0;
}
