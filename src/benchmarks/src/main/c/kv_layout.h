/*
 * Payload, layout and memory of a transfer, as kvlane has them. Comments name the Java class that a
 * part repeats.
 */
#ifndef KV_LAYOUT_H
#define KV_LAYOUT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static _Noreturn void die(const char *what, const char *why) {
  printf("failed %s: %s\n", what, why);
  fflush(stdout);
  _exit(1);
}

static void *allocate(size_t count, size_t bytes) {
  void *memory = calloc(count, bytes);
  if (memory == NULL) {
    die("calloc", "no memory");
  }
  return memory;
}

/* ---- PayloadPattern, TransferShape, ScatteredLayout ---- */

enum { POISON = 0xA5 };

static uint64_t mix(uint64_t seed, uint64_t index) {
  uint64_t z = seed + index * UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  return z ^ (z >> 27);
}

struct layout {
  int regions;
  int blocks;
  size_t bytes;
  int *initiator_blocks;
  int *responder_blocks;
};

static int *permutation(int size, uint64_t seed) {
  int *order = allocate(size, sizeof(*order));
  for (int i = 0; i < size; i++) {
    order[i] = i;
  }
  for (int i = size - 1; i > 0; i--) {
    int j = (int)(mix(seed, i) % ((uint64_t)i + 1));
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return order;
}

static struct layout lay_out(int regions, int blocks, size_t bytes, uint64_t seed) {
  return (struct layout){
      .regions = regions,
      .blocks = blocks,
      .bytes = bytes,
      .initiator_blocks = permutation(blocks, seed ^ UINT64_C(0x1f83d9abfb41bd6b)),
      .responder_blocks = permutation(blocks, seed ^ UINT64_C(0x5be0cd19137e2179))};
}

static int descriptors_of(const struct layout *layout) { return layout->regions * layout->blocks; }

static size_t offset_of(const struct layout *layout, int descriptor, const int *blocks) {
  size_t region = descriptor / layout->blocks;
  return (region * layout->blocks + blocks[descriptor % layout->blocks]) * layout->bytes;
}

/* ---- HostRegion ---- */

enum { PAGE_BYTES = 4096, OFFSET_BYTES = 3 * PAGE_BYTES, PADDING_BYTES = 16 * PAGE_BYTES };

struct region {
  char *address;
  size_t bytes;
};

static struct region map_region(size_t bytes) {
  void *mapping = mmap(NULL, bytes + PADDING_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) {
    die("mmap", "refused");
  }
  struct region region = {.address = (char *)mapping + OFFSET_BYTES, .bytes = bytes};
  memset(region.address, POISON, bytes);
  return region;
}

static void fill(struct region region, uint64_t seed) {
  uint64_t *words = (uint64_t *)region.address;
  for (size_t i = 0; i < region.bytes / sizeof(*words); i++) {
    words[i] = mix(seed, i);
  }
}

/* The first descriptor that differs from what the responder has, or -1. */
static int first_corrupt(struct region region, const struct layout *layout, uint64_t seed,
                         int descriptors) {
  for (int descriptor = 0; descriptor < descriptors; descriptor++) {
    size_t here = offset_of(layout, descriptor, layout->initiator_blocks);
    size_t there = offset_of(layout, descriptor, layout->responder_blocks);
    const uint64_t *words = (const uint64_t *)(region.address + here);
    for (size_t i = 0; i < layout->bytes / sizeof(*words); i++) {
      if (words[i] != mix(seed, there / sizeof(*words) + i)) {
        return descriptor;
      }
    }
  }
  return -1;
}

#endif
