package io.kvlane.probes.libc;

import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;

/**
 * The functions of the C library that kvlane calls, under their C names. Public because JNR-FFI
 * needs it.
 */
public interface LibC {

  /** The C library of this process. */
  LibC INSTANCE =
      LibraryLoader.create(LibC.class).option(LibraryOption.IgnoreError, true).load("c");

  /**
   * {@code void *mmap(void *, size_t, int, int, int, off_t)}: six arguments, see the decision on
   * jffi's stubs.
   */
  long mmap(long address, long length, int protection, int flags, int fd, long offset);

  /** {@code int munmap(void *, size_t)}. */
  int munmap(long address, long length);

  /** {@code void *memset(void *, int, size_t)}. */
  long memset(long address, int value, long length);

  /** {@code int getsockopt(int, int, int, void *, socklen_t *)}. */
  int getsockopt(int fd, int level, int option, long value, long length);

  /** {@code int setrlimit(int, const struct rlimit *)}. */
  int setrlimit(int resource, long limit);

  /** {@code int prctl(int, unsigned long)}. */
  int prctl(int option, long argument);

  /** {@code FILE *fmemopen(void *, size_t, const char *)}. */
  long fmemopen(long buffer, long size, String mode);

  /** {@code int fflush(FILE *)}; the null pointer stands for all streams. */
  int fflush(long stream);

  /** {@code int close(int)}. */
  int close(int descriptor);

  /** {@code int fclose(FILE *)}. */
  int fclose(long stream);
}
