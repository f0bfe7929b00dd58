#!/usr/bin/env bash
# Writes the AOT caches of the agent and of its probe processes (JEP 483, JEP 514): an agent runs until
# it has served its first round, and the JVMs write what they loaded when they end. Without a cache
# kvlane runs just as well and starts more slowly, so whatever fails here is said and fails nothing.
# Where caches fit what is built, it does nothing; so it does where they could not be made of the same.
# An image is trained while it is built: there this file lies beside `kvlane`.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
if [ -d "$here/lib/agent" ]; then
  repo=$here
  layout=$here/lib/aot.sh
else
  repo=$(cd "$here/../.." && pwd)
  layout=$here/aot.sh
fi
# shellcheck source=src/build/aot.sh
. "$layout"
if is_newer "$agent_cache" "$app_directory" && is_newer "$probe_cache" "$probe_directory"; then
  exit 0
fi
seconds=${KVLANE_TRAINING_SECONDS:-90}
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

# Empty caches say that it was tried.
give_up() {
  echo "No AOT cache was made ($1); kvlane starts more slowly without it." >&2
  : >"$agent_cache"
  : >"$probe_cache"
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
  timeout 5 cat <&3 || true
  exec 3>&-
} 2>/dev/null

# Runs that are made last, inside the node and with another.
round_is_over() {
  has_ended "$agent" && return
  local metrics
  metrics=$(get /metrics | grep '^kvlane_transfers_total{.*operation="write".* [1-9]') || return 1
  grep -q 'intent="local"' <<<"$metrics" &&
    { [ ${#peer[@]} -eq 0 ] || grep -q 'kind="peer"' <<<"$metrics"; }
}

probe_processes() { cat "/proc/$agent"/task/*/children; }

rm -f "$agent_cache" "$probe_cache"
port=$((20000 + RANDOM % 10000))

# The agent is its own peer, which answers that it is busy: by then both have spoken TLS.
peer=()
if "$repo/kvlane" certs "$directory/certificates" >/dev/null 2>&1; then
  peer=(
    KVLANE_NODE_NAME=here "KVLANE_PEERS=there=127.0.0.1:$((port + 1))" KVLANE_PEER_EPOCH=5s
    KVLANE_CONTROL_HOST=127.0.0.1 "KVLANE_CONTROL_PORT=$((port + 1))"
    KVLANE_CONTROL_CERTIFICATE_FILE="$directory/certificates/agent.crt"
    KVLANE_CONTROL_KEY_FILE="$directory/certificates/agent.key"
    KVLANE_CONTROL_AUTHORITY_FILE="$directory/certificates/ca.crt"
  )
fi
env -i PATH="$PATH" HOME="$directory" TMPDIR="$directory" \
  JAVA_HOME="$(find_java_home)" \
  KVLANE_TRANSFER_INTERVAL=4s KVLANE_TRANSFER_DEADLINE=1500ms \
  KVLANE_HTTP_HOST=127.0.0.1 KVLANE_HTTP_PORT=$port KVLANE_STATE_DIRECTORY="$directory/state" \
  ${peer[@]+"${peer[@]}"} KVLANE_JAVA_OPTS="$options -XX:AOTCacheOutput=$agent_cache.new" \
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
