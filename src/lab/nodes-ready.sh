# What lies between two scenarios: answers and logs are collected, and both nodes are as they were
# after booting. Sourced, after nodes.sh.
# shellcheck shell=bash disable=SC2154

# A node that booted slowly took 40 s.
boot_seconds=120

boot_nodes() {
  nodes_end
  rm -f "$out/cable"
  node_start 1
  # The other end of the cable can be plugged in once this one is there.
  until [ -S "$out/cable" ]; do
    if ! node_lives 1; then
      echo "node 1 did not start: $(tail -1 "$out/node1/qemu.log")" >&2
      return 1
    fi
    sleep 0.1
  done
  node_start 2
  node_await 1 "$boot_seconds"
  node_await 2 "$boot_seconds"
}

# reset_node NODE [nothing]
reset_node() { node_run "$1" "bash $repo/src/lab/guest/reset ${2:-}" >/dev/null; }

# Whatever a scenario left behind; with `nothing`, agents too. A node that does not take part is
# booted again, and the other with it: the cable does not survive node 1.
# make_nodes_ready [nothing]
make_nodes_ready() {
  local ready=yes
  reset_node 1 "${1:-}" &
  local first=$!
  reset_node 2 "${1:-}" || ready=no
  wait "$first" || ready=no
  if [ "$ready" = no ]; then
    echo "Booting the nodes again …"
    boot_nodes
  fi
}

# What the nodes say after a scenario, both at a time. collect DIRECTORY
collect() {
  collect_node 1 "$1" &
  local first=$!
  collect_node 2 "$1"
  wait "$first"
}

# What a node says, where it says anything. collect_node NODE DIRECTORY
collect_node() {
  if node_lives "$1" && node_run "$1" "bash $repo/src/lab/guest/collect" >/dev/null; then
    rm -rf "${2:?}/node$1"
    mv "$out/node$1/share/collected" "$2/node$1"
  fi
}
