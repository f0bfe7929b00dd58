/* Prints those of the symbols argv[2], argv[3], ... that the library argv[1] does not export. */
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv) {
  void *library = dlopen(argv[1], RTLD_LAZY);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  for (int i = 2; i < argc; i++) {
    if (dlsym(library, argv[i]) == NULL) {
      printf("%s\n", argv[i]);
    }
  }
  return 0;
}
