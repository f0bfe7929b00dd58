# Agents on the nodes: started, asked, stopped. Sourced, after nodes.sh and assert.sh.
# shellcheck shell=bash disable=SC2154

# A node has one processor, shared with whatever else the machine does. The figures are for that, not
# for a real node.
agent_environment=(
  KVLANE_PROFILES=llama-3.1-8b
  KVLANE_STATE_DIRECTORY=/run/kvlane/state
  KVLANE_TRANSFER_MAX_BYTES=1MiB
  KVLANE_TRANSFER_START_DEADLINE=60s
  KVLANE_TRANSFER_DEADLINE=14s
  KVLANE_TRANSFER_INTERVAL=30s
  KVLANE_PEER_EPOCH=20s
  # What soft-RoCE moves is no share of what it says of its rate.
  KVLANE_PEER_LEAST_LINK_PERCENT=0
  KVLANE_TRANSFER_LIVE_TRAFFIC_PERCENT=100
)

# UCX's settings with these transports. Without the last one UCX drops the packets that connect two
# nodes: soft-RoCE tells it another GID than the one it looks for. ucx_with TRANSPORTS
ucx_with() {
  local environment="UCX_TLS=$1 UCX_NET_DEVICES=rxe0:1,eth0 UCX_UD_VERBS_ETH_DGID_CHECK=n"
  printf 'KVLANE_UCX_ENVIRONMENT=%s\n' "$environment"
}

# Start the agent of a node, if it does not run with these settings already.
# agent_start NODE [NAME=VALUE…]
agent_start() { agent_start_under "" "$@"; }

# The same through another program, which limits it. agent_start_under PROGRAM NODE [NAME=VALUE…]
agent_start_under() {
  local program=$1 node=$2 settings
  shift 2
  printf -v settings '%q ' KVLANE_NODE_NAME="node$node" "${agent_environment[@]}" "$@"
  node_run "$node" "bash $source_directory/guest/agent $program env $settings \
    JAVA_HOME=$java_home $repo/kvlane agent"
}

# Start an agent that may not lock the memory that RDMA needs. agent_start_without_memlock NODE
agent_start_without_memlock() {
  agent_start_under "prlimit --memlock=65536 setpriv --bounding-set -ipc_lock --inh-caps -ipc_lock" \
    "$1" "$(ucx_with all)"
}

# Start the agent of a node with the other node as its peer. In an epoch the two meet once, and each
# begins every other time. agent_with_peer NODE [NAME=VALUE…]
agent_with_peer() {
  local node=$1 peer=$((3 - $1)) control=$out/control
  shift
  agent_start "$node" KVLANE_PEERS="node$peer=192.168.77.$peer" \
    KVLANE_CONTROL_CERTIFICATE_FILE="$control/node$node.pem" \
    KVLANE_CONTROL_KEY_FILE="$control/node$node.key" \
    KVLANE_CONTROL_AUTHORITY_FILE="$control/authority.pem" "$@"
}

# Both agents, each the other's peer. agents_start [NAME=VALUE…]
agents_start() {
  agent_with_peer 1 "$@"
  agent_with_peer 2 "$@"
  agents_serve 1 2
}

# Wait until the agents of nodes serve. agents_serve NODE…
agents_serve() {
  local node
  for node in "$@"; do
    await "the agent on node $node is ready" 150 health_is "$node" ready UP
  done
}

# Stop the agent of a node the way a service manager does. agent_stop NODE
agent_stop() {
  node_run "$1" "kill -TERM \$(cat /run/kvlane/pid)"
  await "the agent on node $1 has ended, and its probe processes with it" 40 \
    node_run "$1" "! pgrep -l -x java"
}

# An answer of the API, which is also kept. api NODE PATH
api() { node_run "$1" "curl -sS --max-time 20 http://localhost:9977/api/v1/$2"; }

# The agent's metrics that match. metrics NODE EXPRESSION
metrics() {
  node_run "$1" "curl -sS --max-time 20 http://localhost:9977/metrics" | grep -E -- "$2"
}

# no_metrics NODE EXPRESSION
no_metrics() {
  local all
  all=$(node_run "$1" "curl -sS --max-time 20 http://localhost:9977/metrics") || return 1
  grep -q '^kvlane_build_info' <<<"$all" && ! grep -E -- "$2" <<<"$all"
}

# health_is NODE live|ready|group/fabric UP|DOWN
health_is() {
  local answer
  answer=$(node_run "$1" "curl -sS --max-time 20 http://localhost:9977/health/$2") || return 1
  jq -e -c --arg status "$3" 'select(.status == $status) | [.status, .checks[0].data.reason // empty]' \
    <<<"$answer" || { echo "$answer"; return 1; }
}

# What an answer says of a question in jq; fails where it says nothing, and then shows the answer.
# says NODE PATH FILTER
says() {
  local answer
  answer=$(api "$1" "$2") || return 1
  jq -L "$source_directory" -e -r "include \"api\"; $3" <<<"$answer" || {
    jq -c . <<<"$answer"
    return 1
  }
}
