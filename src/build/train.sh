#!/usr/bin/env bash
# Writes the AOT caches of the agent and of its probe processes (JEP 483, JEP 514): an agent runs until
# it has served its first round, and the JVMs write what they loaded when they end. Without a cache
# kvlane runs just as well and starts more slowly, so whatever fails here is said and fails nothing.
set -euo pipefail

repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
agent_cache=$repo/agent/target/agent.aot
probe_cache=$repo/native-probes/target/probe.aot
seconds=90
# Not machine code: it would be for the processor of this machine, and JDK 25 does not check that of
# the machine where it is used (SIGILL).
options="-Xlog:disable -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching"

directory=$(mktemp -d)
agent=
end() {
  if [ -n "$agent" ]; then
    kill -KILL "$agent" 2>/dev/null || true
  fi
  rm -rf "$directory" "$agent_cache".new* "$probe_cache".new*
}
trap end EXIT

give_up() {
  echo "No AOT cache was made ($1); kvlane starts more slowly without it." >&2
  exit 0
}

# Whether a process has ended, also when nobody has waited for it yet.
has_ended() { ! grep -qs '^State:[[:space:]][^ZX]' "/proc/$1/status"; }

await() {
  until "$@"; do
    [ "$SECONDS" -lt "$seconds" ] || return 1
    sleep 0.1
  done
}

# The answer to a request, as far as there is one. get PATH
get() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3
  cat <&3
  exec 3>&-
} 2>/dev/null

# The last runs of a round are those inside the node.
round_is_over() {
  has_ended "$agent" || get /metrics | grep -q '^kvlane_transfers_total{.*intent="local".*operation="write".* [1-9]'
}

probe_processes() { cat "/proc/$agent"/task/*/children; }

rm -f "$agent_cache" "$probe_cache"
port=$((20000 + RANDOM % 10000))
env -i PATH="$PATH" HOME="$directory" TMPDIR="$directory" \
  JAVA_HOME="$("$repo/src/build/find-jdk.sh")" \
  KVLANE_HTTP_HOST=127.0.0.1 KVLANE_HTTP_PORT=$port KVLANE_STATE_DIRECTORY="$directory/state" \
  KVLANE_JAVA_OPTS="$options -XX:AOTCacheOutput=$agent_cache.new" \
  KVLANE_PROBE_JAVA_OPTS="$options -XX:AOTCacheOutput=$probe_cache.new.%p" \
  "$repo/kvlane" agent >"$directory/log" 2>&1 &
agent=$!

await round_is_over || give_up "no round of transfers within $seconds s"
has_ended "$agent" && give_up "$(tail -1 "$directory/log")"
for path in /api/v1/node /api/v1/transfers /api/v1/findings /health/live /health/ready; do
  get "$path" >/dev/null || true
done

# The agent kills its probe processes and starts new ones; while it is stopped, one can end in peace.
kill -STOP "$agent"
read -r probe others <<<"$(probe_processes | tr '\n' ' ')"
[ -n "$probe" ] || give_up "it started no probe process"
kill -TERM "$probe"
await has_ended "$probe" || give_up "a probe process did not end"
# shellcheck disable=SC2086
kill -KILL $others 2>/dev/null || true
kill -CONT "$agent"
kill -TERM "$agent"
await has_ended "$agent" || give_up "the agent did not end"
agent=

if [ ! -s "$agent_cache.new" ] || [ ! -s "$probe_cache.new.pid$probe" ]; then
  give_up "a JVM did not write it"
fi
mv "$agent_cache.new" "$agent_cache"
mv "$probe_cache.new.pid$probe" "$probe_cache"
