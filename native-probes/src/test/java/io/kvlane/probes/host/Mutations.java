package io.kvlane.probes.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Breaks a host in place, and mends it again. Tests run as root, to whom nothing is unreadable, so
 * what cannot be read is a directory, or a link that leads nowhere or to itself.
 */
final class Mutations {

  private static final int HUGE = 100_000;

  /** What may become of a file, a link or a directory. */
  enum Kind {
    REMOVED,
    DIRECTORY,
    DANGLING_LINK,
    LINK_TO_ITSELF,
    EMPTY,
    TRUNCATED,
    BYTES,
    TEXT,
    DIGITS,
    HUGE
  }

  private record Applied(Kind kind, Path path, Path original) {}

  private final Random random;
  private final List<Path> paths;
  private final Path stash;
  private final Deque<Applied> applied = new ArrayDeque<>();

  /**
   * Nothing is broken so far.
   *
   * @param paths what may be broken
   * @param stash an empty directory of the same file system
   */
  Mutations(Random random, List<Path> paths, Path stash) {
    this.random = random;
    this.paths = paths;
    this.stash = stash;
  }

  /** Breaks one thing that is still whole. */
  void apply() throws IOException {
    Path path = paths.get(random.nextInt(paths.size()));
    while (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      path = paths.get(random.nextInt(paths.size()));
    }
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    Path original = stash.resolve(Integer.toString(applied.size()));
    Files.move(path, original);
    applied.push(new Applied(kind, path, original));
    replace(kind, path, original);
  }

  private void replace(Kind kind, Path path, Path original) throws IOException {
    switch (kind) {
      case REMOVED -> {}
      case DIRECTORY -> Files.createDirectory(path);
      case DANGLING_LINK -> Files.createSymbolicLink(path, Path.of("nowhere"));
      case LINK_TO_ITSELF -> Files.createSymbolicLink(path, path.getFileName());
      case EMPTY -> Files.createFile(path);
      case TRUNCATED -> Files.write(path, truncated(original));
      case BYTES -> {
        byte[] bytes = new byte[1 + random.nextInt(300)];
        random.nextBytes(bytes);
        Files.write(path, bytes);
      }
      case TEXT -> Files.writeString(path, text(1 + random.nextInt(40)));
      case DIGITS -> Files.writeString(path, digits(1 + random.nextInt(25)) + "\n");
      case HUGE -> Files.writeString(path, text(5).repeat(HUGE / 5));
    }
  }

  private byte[] truncated(Path original) throws IOException {
    if (!Files.isRegularFile(original, LinkOption.NOFOLLOW_LINKS)) {
      return new byte[0];
    }
    byte[] content = Files.readAllBytes(original);
    return Arrays.copyOf(content, random.nextInt(content.length + 1));
  }

  private String text(int length) {
    return random
        .ints(length, ' ', '\u007f')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private String digits(int length) {
    return random
        .ints(length, '0', '9' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** Mends everything, the last first: it may lie in what was broken before. */
  void undo() throws IOException {
    while (!applied.isEmpty()) {
      Applied last = applied.pop();
      Files.deleteIfExists(last.path());
      Files.move(last.original(), last.path(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** What is broken now, for the message of a test that fails. */
  @Override
  public String toString() {
    return applied.stream()
        .map(mutation -> mutation.path() + " " + mutation.kind())
        .collect(Collectors.joining(", "));
  }
}
