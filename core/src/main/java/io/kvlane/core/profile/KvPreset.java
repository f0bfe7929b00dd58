package io.kvlane.core.profile;

import io.kvlane.core.transfer.Labelled;

/**
 * Models whose KV shape is known. Each can be used as it is, or as the base of a profile with other
 * parallelism, block size or input length.
 */
public enum KvPreset implements Labelled {
  /** Llama 3.1 8B in bf16: at 8000 tokens 32,000 descriptors of 32 KiB, 1000 MiB. */
  LLAMA_3_1_8B("llama-3.1-8b", new KvGeometry(32, 8, 128, 2, KvLayout.SPLIT), 1, 16),

  /**
   * Llama 3.1 70B in bf16 on eight ranks: at 8000 tokens 80,000 descriptors of 4 KiB a rank, 312.5
   * MiB.
   */
  LLAMA_3_1_70B("llama-3.1-70b", new KvGeometry(80, 8, 128, 2, KvLayout.SPLIT), 8, 16),

  /**
   * DeepSeek with multi-head latent attention in bf16: at 8000 tokens 7,625 descriptors of 72 KiB,
   * 536 MiB.
   */
  DEEPSEEK_MLA("deepseek-mla", new KvGeometry(61, 1, 576, 2, KvLayout.MLA), 1, 64);

  /** Input length of the presets, in tokens. */
  public static final int DEFAULT_INPUT_TOKENS = 8000;

  private final String label;

  /** A record of numbers and an enum is immutable, but Error Prone would need its annotation. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final KvGeometry geometry;

  private final int tensorParallel;
  private final int blockTokens;

  KvPreset(String label, KvGeometry geometry, int tensorParallel, int blockTokens) {
    this.label = label;
    this.geometry = geometry;
    this.tensorParallel = tensorParallel;
    this.blockTokens = blockTokens;
  }

  @Override
  public String label() {
    return label;
  }

  /** The model's geometry. */
  public KvGeometry geometry() {
    return geometry;
  }

  /** Ranks that share the model unless a profile says otherwise. */
  public int tensorParallel() {
    return tensorParallel;
  }

  /** Tokens in a block unless a profile says otherwise. */
  public int blockTokens() {
    return blockTokens;
  }

  /** The preset as a profile, at {@link #DEFAULT_INPUT_TOKENS}. */
  public KvProfile profile() {
    return KvProfile.of(label, geometry, tensorParallel, blockTokens, DEFAULT_INPUT_TOKENS);
  }
}
