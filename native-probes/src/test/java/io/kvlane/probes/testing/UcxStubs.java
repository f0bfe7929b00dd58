package io.kvlane.probes.testing;

import io.kvlane.probes.ucx.LibUcp;
import io.kvlane.probes.ucx.LibUcpQuery;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** C sources of libraries that take themselves for UCX. */
public final class UcxStubs {

  /** A libucs that calls every status the same. */
  public static final String UCS =
      "const char *ucs_status_string(int status) { return \"stub status\"; }\n";

  private UcxStubs() {}

  /** UCX 1.x.7 with every function that kvlane calls but one, of which only the version works. */
  public static String ucp(int minor, String missing) {
    return Stream.of(LibUcp.class, LibUcpQuery.class)
        .flatMap(binding -> Arrays.stream(binding.getDeclaredMethods()))
        .map(Method::getName)
        .filter(function -> !function.equals(missing))
        .map(function ->
            function.equals("ucp_get_version")
                ? """
                void ucp_get_version(unsigned *major, unsigned *minor, unsigned *release) {
                  *major = 1;
                  *minor = %d;
                  *release = 7;
                }
                """
                    .formatted(minor)
                : "void " + function + "(void) {}\n")
        .collect(Collectors.joining());
  }
}
