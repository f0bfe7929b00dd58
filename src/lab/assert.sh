# How scenarios look at things: each check prints what it saw, and ends the scenario where it is not
# what it should be. Sourced.
# shellcheck shell=bash

indent() { sed 's/^/    /'; }

# Say what comes now. step SENTENCE
step() { echo "- $*"; }

# fail WHAT SEEN
fail() {
  echo "  FAILED: $1"
  echo "  seen:"
  cut -c 1-4000 <<<"$2" | indent
  exit 1
}

# Whether a command succeeds; its output is the evidence. check WHAT COMMAND…
check() {
  local what=$1 seen
  shift
  seen=$("$@" 2>&1) || fail "$what" "$seen"
  echo "  $what:"
  indent <<<"$seen"
}

# Whether it succeeds in time. LAB_PATIENCE says how many times slower than the machines that the times
# were set on this one may be. await WHAT SECONDS COMMAND…
await() {
  local what=$1 seconds=$(($2 * ${LAB_PATIENCE:-1})) start=$SECONDS seen
  shift 2
  until seen=$("$@" 2>&1); do
    [ $((SECONDS - start)) -lt "$seconds" ] || fail "$what, within $seconds s" "$seen"
    sleep 1
  done
  echo "  $what (after $((SECONDS - start)) s):"
  indent <<<"$seen"
}
