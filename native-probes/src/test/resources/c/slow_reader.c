/* Looks at words that must not change, and again after a while; returns how many did. */
#include <stdint.h>
#include <unistd.h>

uint64_t changed(volatile uint64_t *words, uint64_t count, uint64_t right, uint64_t micros) {
  usleep(micros);
  uint64_t changed = 0;
  for (uint64_t i = 0; i < count; i++) {
    changed += words[i] != right;
  }
  return changed;
}
