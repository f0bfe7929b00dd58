package io.kvlane.core.profile;

/**
 * What of a model decides the size of its KV cache.
 *
 * @param layers number of transformer layers, 1 to 1024
 * @param kvHeads number of key-value heads before tensor parallelism, 1 to 1024; not used by {@link
 *     KvLayout#MLA}
 * @param headElements elements of one head's vector, or of the compressed vector for {@link
 *     KvLayout#MLA} (576 for DeepSeek: 512 latent and 64 rotary)
 * @param elementBytes bytes of one element: 2 for bf16, 1 for fp8
 * @param layout how the cache is cut into regions
 */
public record KvGeometry(
    int layers, int kvHeads, int headElements, int elementBytes, KvLayout layout) {

  /**
   * Checks the ranges; throws {@link IllegalArgumentException} naming the value that is out of its
   * range.
   */
  public KvGeometry {
    Range.require("layers", layers, 1, 1024);
    Range.require("kv-heads", kvHeads, 1, 1024);
    Range.require("head-elements", headElements, 1, 8192);
    Range.require("element-bytes", elementBytes, 1, 8);
  }

  /** Number of registered regions: cache tensors of one rank. */
  public int regions() {
    return layout == KvLayout.SPLIT ? 2 * layers : layers;
  }

  /**
   * Bytes that one token takes in one region of one rank.
   *
   * @param tensorParallel number of ranks that share the heads; a rank never holds less than one
   *     head
   * @throws IllegalArgumentException when the heads cannot be shared evenly among the ranks
   */
  public int bytesPerToken(int tensorParallel) {
    if (layout == KvLayout.MLA) {
      return headElements * elementBytes;
    }
    if (kvHeads % tensorParallel != 0 && tensorParallel % kvHeads != 0) {
      throw new IllegalArgumentException(
          "tensor-parallel "
              + tensorParallel
              + " does not share "
              + kvHeads
              + " key-value heads evenly: use a divisor or a multiple");
    }
    int headsPerRank = Math.max(1, kvHeads / tensorParallel);
    int tensorsPerRegion = layout == KvLayout.PACKED ? 2 : 1;
    return tensorsPerRegion * headsPerRank * headElements * elementBytes;
  }
}
