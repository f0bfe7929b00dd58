#include <stdio.h>

/* A line for a number: the Java class, the constant, how it must relate to the C value, and that. */
#define IS(class, name, value) printf(#class " " #name " is %lld\n", (long long)(value))
#define AT_LEAST(class, name, value) \
  printf(#class " " #name " at-least %lld\n", (long long)(value))
/* These headers are too old for it. */
#define ABSENT(class, name) printf(#class " " #name " absent 0\n")
