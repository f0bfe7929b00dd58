package io.kvlane.probes.host;

import io.kvlane.core.rdma.Gid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code ports/P/gids/I} and {@code ports/P/gid_attrs/{types,ndevs}/I}
 * (Documentation/ABI/stable/sysfs-class-infiniband). The type of an empty slot fails with EINVAL.
 *
 * <p>A table may have a thousand slots, and the kernel fills the first that is free, so reading
 * ends after a stretch of empty ones.
 */
final class GidTable {

  private static final String EMPTY = "0000:0000:0000:0000:0000:0000:0000:0000";
  private static final int MOST_EMPTY_IN_A_ROW = 32;

  private GidTable() {}

  /** The filled slots of a port, by index. */
  static List<Gid> read(Path port) {
    List<Gid> gids = new ArrayList<>();
    int emptyInARow = 0;
    for (int index = 0; emptyInARow < MOST_EMPTY_IN_A_ROW; index++) {
      String slot = Integer.toString(index);
      Optional<String> address = HostRoot.text(port.resolve("gids").resolve(slot));
      if (address.isEmpty() || address.get().equals(EMPTY)) {
        emptyInARow++;
      } else {
        emptyInARow = 0;
        gids.add(
            new Gid(
                index,
                address.get(),
                attribute(port, "types", slot).orElse(""),
                attribute(port, "ndevs", slot)));
      }
    }
    return gids;
  }

  private static Optional<String> attribute(Path port, String kind, String slot) {
    return HostRoot.text(port.resolve("gid_attrs").resolve(kind).resolve(slot))
        .filter(text -> !text.isEmpty());
  }
}
