package io.kvlane.core.gpudirect;

import io.kvlane.core.gpu.Support;
import java.util.List;
import java.util.Optional;

/**
 * Whether a method is available, as a chain of what it needs.
 *
 * @param method the method
 * @param chain what it needs, in the order in which people look
 */
public record MethodVerdict(GpuDirectMethod method, List<ChainLink> chain) {

  /**
   * Something that a method needs.
   *
   * @param need what is needed, such as {@code NIC takes dma-bufs}
   * @param holds whether it is there
   * @param evidence what was seen, such as {@code mlx5_0: ibv_reg_dmabuf_mr supported}
   */
  public record ChainLink(String need, Support holds, String evidence) {

    /** The link in one line. */
    public String text() {
      return need + ": " + holds.label() + " (" + evidence + ")";
    }
  }

  /** Takes a copy. */
  public MethodVerdict {
    chain = List.copyOf(chain);
  }

  /** Yes when every link holds, no when one does not, else unknown. */
  public Support available() {
    if (missing().isPresent()) {
      return Support.NO;
    }
    return chain.stream().allMatch(link -> link.holds() == Support.YES)
        ? Support.YES
        : Support.UNKNOWN;
  }

  /** The first link that does not hold. */
  public Optional<ChainLink> missing() {
    return first(Support.NO);
  }

  /** The link that decides: the first that does not hold, else the first that was not tested. */
  public Optional<ChainLink> weakest() {
    return missing().or(() -> first(Support.UNKNOWN));
  }

  private Optional<ChainLink> first(Support holds) {
    return chain.stream().filter(link -> link.holds() == holds).findFirst();
  }
}
