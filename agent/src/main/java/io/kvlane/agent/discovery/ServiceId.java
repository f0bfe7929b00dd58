package io.kvlane.agent.discovery;

/** A Service whose namespace is known. */
record ServiceId(String namespace, String name) {

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
