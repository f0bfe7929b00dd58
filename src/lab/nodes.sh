# Nodes of the lab: started, spoken to, ended. Sourced.
#
# Needs: repo, and out (where everything of this run goes). A node's process id lies in a file, so
# that whoever sources this can end a node that another process started.
# shellcheck shell=bash disable=SC2154

# No node outlives this, not even when the lab is killed and cannot end it.
node_lifetime_seconds=$((1860 * ${LAB_PATIENCE:-1}))

# Start one of two nodes. The cable between them are datagrams on the loopback device.
# node_start NODE
node_start() {
  local node=$1 directory=$out/node$1 cable
  cable=$(cat "$out/cable")
  rm -rf "$directory/share"
  mkdir -p "$directory/share"
  cp /proc/cpuinfo "$directory/share/"
  # A node is a process with children. `timeout` puts them into a group, which it ends as a whole.
  timeout --kill-after=5 "$node_lifetime_seconds" "$repo/.tools/lab/linux" \
    mem=3G quiet uml_dir="$directory/" umid=uml con0=null,fd:1 \
    root=/dev/root rootfstype=hostfs ro init="$source_directory/guest/init" \
    NODE="$node" REPO="$repo" SHARE="$directory/share" \
    "vec0:transport=l2tpv3,udp=1,rx_session=1,tx_session=1,src=127.0.0.1,dst=127.0.0.1,\
srcport=$((cable + node)),dstport=$((cable + 3 - node)),mtu=4200,mac=52:54:00:77:00:0$node" \
    >"$directory/console.log" 2>&1 </dev/null &
  echo $! >"$directory/pid"
}

# node_lives NODE
node_lives() {
  [ -e "$out/node$1/pid" ] && kill -0 "$(cat "$out/node$1/pid")" 2>/dev/null
}

# Wait until a node takes commands. node_await NODE SECONDS
node_await() {
  local end=$((SECONDS + $2))
  until [ -e "$out/node$1/share/up" ]; do
    if [ "$SECONDS" -ge "$end" ] || ! node_lives "$1"; then
      echo "node $1 did not come up; see $out/node$1/console.log" >&2
      return 1
    fi
    sleep 0.5
  done
}

# Run a command on a node, print its output, and end with its status. node_run NODE COMMAND…
node_run() {
  local node=$1 share=$out/node$1/share end=$((SECONDS + 100)) name=$EPOCHREALTIME-$BASHPID status
  shift
  printf '%s\n' "$*" >"$share/$name.new"
  mv "$share/$name.new" "$share/$name.sh"
  until [ -e "$share/$name.rc" ]; do
    if [ "$SECONDS" -ge "$end" ] || ! node_lives "$node"; then
      echo "node $node does not answer to: $*" >&2
      return 124
    fi
    sleep 0.1
  done
  cat "$share/$name.out"
  status=$(cat "$share/$name.rc")
  rm -f "$share/$name".*
  return "$status"
}

# Take a node's power away: it ends at once, and its network with it. node_kill NODE
node_kill() {
  local pid
  node_lives "$1" || return 0
  pid=$(cat "$out/node$1/pid")
  # It is `timeout`, which hands the signal on and sees to it that the node ends.
  kill -TERM "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
  done
  rm -f "$out/node$1/pid"
}

# End the nodes, and only them.
nodes_end() {
  node_kill 1
  node_kill 2
}
