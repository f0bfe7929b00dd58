package io.kvlane.core.profile;

import java.util.regex.Pattern;

/**
 * A named transfer: what one decode rank pulls for one request.
 *
 * @param name lower-case letters, digits, dots and dashes, at most 40; the {@code profile} label of
 *     metrics
 * @param shape the whole transfer, before any cap
 */
public record KvProfile(String name, TransferShape shape) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,39}");

  /** Checks the name; throws {@link IllegalArgumentException} with the accepted form. */
  public KvProfile {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "profile name '"
              + name
              + "' must be lower-case letters, digits, dots and dashes, at most 40");
    }
  }

  /**
   * The profile of a model at an input length.
   *
   * @param tensorParallel ranks that share the model, 1 to 1024
   * @param blockTokens tokens in one block of the paged cache, 1 to 4096
   * @param inputTokens length of the prompt, 1 to 10,000,000
   * @throws IllegalArgumentException naming the value that does not fit
   */
  public static KvProfile of(
      String name, KvGeometry geometry, int tensorParallel, int blockTokens, int inputTokens) {
    Range.require("tensor-parallel", tensorParallel, 1, 1024);
    Range.require("block-tokens", blockTokens, 1, 4096);
    Range.require("input-tokens", inputTokens, 1, 10_000_000);
    int blocks = Math.ceilDiv(inputTokens, blockTokens);
    long descriptorBytes = (long) blockTokens * geometry.bytesPerToken(tensorParallel);
    Range.require("descriptor-bytes", descriptorBytes, 1, 1 << 30);
    return new KvProfile(
        name, new TransferShape(geometry.regions(), blocks, (int) descriptorBytes));
  }
}
