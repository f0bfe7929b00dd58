# Where the application and its AOT caches (decision 0011) lie, and whether the caches fit it. Sourced
# with repo set: the source tree, or the directory in which an image has kvlane installed.
# shellcheck shell=bash disable=SC2034,SC2154

if [ -d "$repo/lib/agent" ]; then
  app_directory=$repo/lib/agent
  probe_directory=$repo/lib/probe
  agent_cache=$repo/lib/agent.aot
  probe_cache=$repo/lib/probe.aot
  find_java_home() { printf '%s\n' "$repo/java"; }
  # Nothing changes in an image, and layers do not keep fractions of a second.
  is_newer() { [ -e "$1" ]; }
else
  app_directory=$repo/agent/target/quarkus-app
  probe_directory=$repo/native-probes/target/probe
  agent_cache=$repo/agent/target/agent.aot
  probe_cache=$repo/native-probes/target/probe.aot
  find_java_home() { "$repo/src/build/find-jdk.sh"; }

  # Whether a cache was written after everything that it was made from. A JVM refuses one that is older
  # than its classes, and says so each time. is_newer CACHE DIRECTORY
  is_newer() { [ -e "$1" ] && [ -z "$(find "$2" -newer "$1" -print -quit)" ]; }
fi
