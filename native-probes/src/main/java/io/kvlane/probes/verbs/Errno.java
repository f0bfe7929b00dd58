package io.kvlane.probes.verbs;

/** Error numbers of Linux that libibverbs gives, for people to read. */
final class Errno {

  static final int EBADF = 9;
  static final int ENOSYS = 38;

  private Errno() {}

  /** A number with its name, such as {@code EACCES (errno 13)}. */
  static String text(int number) {
    String name =
        switch (number) {
          case 1 -> "EPERM";
          case 2 -> "ENOENT";
          case 5 -> "EIO";
          case EBADF -> "EBADF";
          case 11 -> "EAGAIN";
          case 12 -> "ENOMEM";
          case 13 -> "EACCES";
          case 14 -> "EFAULT";
          case 16 -> "EBUSY";
          case 19 -> "ENODEV";
          case 22 -> "EINVAL";
          case 24 -> "EMFILE";
          case ENOSYS -> "ENOSYS";
          case 95 -> "EOPNOTSUPP";
          default -> "";
        };
    return name.isEmpty() ? "errno " + number : name + " (errno " + number + ")";
  }
}
