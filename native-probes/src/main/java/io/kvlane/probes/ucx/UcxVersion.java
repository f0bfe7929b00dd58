package io.kvlane.probes.ucx;

/** A version of UCX, in the order of releases. */
record UcxVersion(int major, int minor, int release) {

  /** The oldest version that kvlane is tested with. */
  static final UcxVersion OLDEST = new UcxVersion(1, 13, 0);

  /** The version from which {@code ucp_ep_query} fills in transports. */
  private static final UcxVersion TRANSPORTS = new UcxVersion(1, 14, 0);

  /** The version from which UCX takes the registration that a caller has made of its own buffer. */
  private static final UcxVersion OWN_REGISTRATION = new UcxVersion(1, 16, 0);

  boolean isAtLeast(UcxVersion other) {
    if (major != other.major) {
      return major > other.major;
    }
    return minor != other.minor ? minor > other.minor : release >= other.release;
  }

  boolean reportsTransports() {
    return isAtLeast(TRANSPORTS);
  }

  /** Whether operations take the registration of the local buffer, as NIXL passes it. */
  boolean takesOwnRegistration() {
    return isAtLeast(OWN_REGISTRATION);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + release;
  }
}
