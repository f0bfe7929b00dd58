/* Prints UCX's names of memory types, in its order. */
#include <stdio.h>
#include <ucs/memory/memory_type.h>

int main(void) {
  for (int type = 0; type < UCS_MEMORY_TYPE_LAST; type++) puts(ucs_memory_type_names[type]);
  return 0;
}
