package io.kvlane.agent.config;

import java.util.List;

/** The reference page of the configuration. Keys, defaults and meanings come from AgentConfig. */
final class ConfigReference {

  private static final String HEAD =
      """
      # Configuration

      <!-- Generated from AgentConfig and kvlane.properties. Change those and run `make docs`. -->

      A key gets its value from the first of these that sets it:

      1. the command line: `--host-root`,
      2. the environment variable,
      3. the properties file: `--config FILE`, else `/etc/kvlane/kvlane.properties` if there is one,
      4. the default.

      The configuration is read once, at the start. kvlane does not start with an unknown key, with an
      unknown variable that begins with `KVLANE_`, or with a value out of its range. It then ends with
      exit code 2 and one line that says which key is wrong and what to do.

      The file is in UTF-8, in the format of Java's properties: write a backslash as `\\\\`. Values are
      taken literally; there are no `${…}` expressions. An empty value of a key without a default is
      the same as no value. Java's system properties are not looked at.

      | type | form | examples |
      |---|---|---|
      | duration | number and unit: ms, s, m, h, d | `250ms`, `60s`, `1h30m` |
      | list | values separated by commas | `llama-3.1-8b,contiguous` |
      | path | a path on this machine | `/var/lib/kvlane` |
      | size | bytes, or a number with KiB, MiB or GiB | `1048576`, `64MiB` |
      | text | as it is | `rdma` |
      | whole number | digits | `9977` |

      ## Keys

      | key | environment variable | type | default | meaning |
      |---|---|---|---|---|
      """;

  private static final String PROFILES =
      """

      ## Profiles of your own

      A profile says how many descriptors of which size one transfer has. `NAME` stands for its name:
      lower-case letters, digits, dots and dashes, at most 40. The quotes are needed only where the name
      has dots. A profile is transferred when `kvlane.profiles` names it; one that is defined but not
      named is refused. Profiles are defined in the properties file only: environment variables have no
      dots, dashes or lower-case letters to write a name with.

      | key | type | default | meaning |
      |---|---|---|---|
      """;

  private static final String ENVIRONMENT =
      """

      ## Other variables

      | environment variable | meaning |
      |---|---|
      | `KVLANE_JAVA_OPTS` | Further options of the JVM. Read by the launcher `kvlane`. |
      | `KVLANE_PROBE_JAVA_OPTS` | Further options of the probe processes' JVMs. Read by the launcher, too. |
      | `KVLANE_SERVICE_HOST`, `KVLANE_PORT` and their like | Not looked at: Kubernetes sets them in pods beside a Service called `kvlane`. |

      ## Example

      This is [kvlane.properties](kvlane.properties).

      ```properties
      """;

  private ConfigReference() {}

  /**
   * The page in Markdown.
   *
   * @param example content of the example file
   */
  static String page(String example) {
    StringBuilder page = new StringBuilder(HEAD);
    for (ConfigKey key : ConfigKeys.fixed()) {
      page.append(
          line(
              List.of(
                  "`" + key.name() + "`",
                  "`" + key.environmentVariable() + "`",
                  key.type().word(),
                  defaultOf(key),
                  key.doc())));
    }
    page.append(PROFILES);
    for (ConfigKey key : ConfigKeys.ofProfiles()) {
      page.append(
          line(List.of("`" + key.name() + "`", key.type().word(), defaultOf(key), key.doc())));
    }
    return page.append(ENVIRONMENT).append(example).append("```\n").toString();
  }

  private static String defaultOf(ConfigKey key) {
    return key.defaultValue().map(value -> "`" + value + "`").orElse("");
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
