# The AOT caches (decision 0011): where they lie, and whether they fit what is built. Sourced; needs repo.
# shellcheck shell=bash disable=SC2034,SC2154

app_directory=$repo/agent/target/quarkus-app
probe_directory=$repo/native-probes/target/probe
agent_cache=$repo/agent/target/agent.aot
probe_cache=$repo/native-probes/target/probe.aot

# Whether a cache was written after everything that it was made from. A JVM refuses one that is older
# than its classes, and says so each time. is_newer CACHE DIRECTORY
is_newer() { [ -e "$1" ] && [ -z "$(find "$2" -newer "$1" -print -quit)" ]; }
