package io.kvlane.core.workload;

import java.util.Map;

/**
 * A port of an RDMA device of the node, as a worker's settings name it.
 *
 * @param device such as {@code mlx5_0}
 * @param port from 1
 * @param platform what it speaks
 * @param active whether it carries data
 * @param roceV2Gids whether the entry of the GID table is of RoCE v2, by index; without entries
 *     where the port has no GIDs or they could not be read
 */
public record NodePort(
    String device, int port, Platform platform, boolean active, Map<Integer, Boolean> roceV2Gids) {

  /** Takes a copy. */
  public NodePort {
    roceV2Gids = Map.copyOf(roceV2Gids);
  }
}
