package io.kvlane.core.workload;

/** Software that serves a model; each has settings of its own for KV transfers. */
public enum ServingEngine {
  /** vLLM. */
  VLLM("vLLM"),
  /** SGLang. */
  SGLANG("SGLang"),
  /** TensorRT-LLM. */
  TRTLLM("TensorRT-LLM");

  private final String title;

  ServingEngine(String title) {
    this.title = title;
  }

  /** The name that its users know. */
  public String title() {
    return title;
  }
}
