# What lies between two scenarios: answers and logs are collected, and both nodes are as they were
# after booting. Sourced, after nodes.sh.
# shellcheck shell=bash disable=SC2154

# Seconds are what it takes.
boot_seconds=60

boot_nodes() {
  nodes_end
  echo $((20000 + RANDOM % 10000)) >"$out/cable"
  node_start 1
  node_start 2
  node_await 1 "$boot_seconds"
  node_await 2 "$boot_seconds"
}

# reset_node NODE [nothing]
reset_node() { node_run "$1" "bash $repo/src/lab/guest/reset ${2:-}" >/dev/null; }

# Whatever a scenario left behind; with `nothing`, agents too. Where a node does not take part,
# both are booted again.
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
