/* Digests six arguments of the types that ucp_get_nbx has, so that each of them and its place count. */
#include <stddef.h>
#include <stdint.h>

uint64_t digest(void *endpoint, void *buffer, size_t count, uint64_t remote, void *key,
                const void *param) {
  uint64_t arguments[] = {(uint64_t)endpoint, (uint64_t)buffer, count,
                          remote,             (uint64_t)key,    (uint64_t)param};
  uint64_t digest = 0;
  for (int i = 0; i < 6; i++) {
    digest = digest * 31 + arguments[i];
  }
  return digest;
}
