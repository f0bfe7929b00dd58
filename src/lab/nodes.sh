# Nodes of the lab: started, spoken to, ended. Sourced.
#
# Needs: repo, and out (where everything of this run goes). A node's process id lies in a file, so
# that whoever sources this can end a node that another process started.
# shellcheck shell=bash disable=SC2154

# No node outlives this, not even when the lab is killed and cannot end it.
node_lifetime_seconds=$((1860 * ${LAB_PATIENCE:-1}))

# Start one of two nodes, joined by a cable. Node 1 holds the cable, so it is started first.
# node_start NODE
node_start() {
  # An old CPU model: emulated, wide vector instructions cost more than they save. One processor each:
  # two nodes of two are slower on a machine of two.
  local node=$1 directory=$out/node$1 server=off
  [ "$node" -ne 1 ] || server=on
  rm -rf "$directory/share"
  mkdir -p "$directory/share"
  (
    # The socket's path is relative, because a socket's path must be short.
    cd "$out" || exit
    exec timeout --kill-after=5 "$node_lifetime_seconds" qemu-system-x86_64 \
      -accel tcg,thread=multi -cpu Nehalem -smp 1 -m 3072 -nographic -no-reboot -nodefaults \
      -serial "file:$directory/console.log" \
      -kernel "$repo/.tools/lab/kernel/vmlinuz" -initrd "$repo/.tools/lab/initramfs" \
      -append "console=ttyS0 quiet panic=-1 mitigations=off lab.NODE=$node lab.REPO=$repo" \
      -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap \
      -device virtio-9p-pci,fsdev=host,mount_tag=host \
      -fsdev "local,id=share,path=$directory/share,security_model=none" \
      -device virtio-9p-pci,fsdev=share,mount_tag=share \
      -netdev "stream,id=cable,server=$server,addr.type=unix,addr.path=cable" \
      -device "virtio-net-pci,netdev=cable,mac=52:54:00:77:00:0$node"
  ) >"$directory/qemu.log" 2>&1 </dev/null &
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
      echo "node $1 did not come up; see $out/node$1/console.log and qemu.log" >&2
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
  # It is `timeout`, which hands the signal on and sees to it that QEMU ends.
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
