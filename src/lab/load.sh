# RDMA traffic between the nodes that is not the agent's. Sourced, after nodes.sh.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154

# How UCX's and the kernel's own tools reach the other node: GID 1 is that of its IPv4 address.
ib_read_bw="ib_read_bw -d rxe0 -x 1 -F"
ucx_perftest="env UCX_TLS=rc_v UCX_NET_DEVICES=rxe0:1 UCX_UD_VERBS_ETH_DGID_CHECK=n ucx_perftest"

# Start a program on a node and leave it running. in_background NODE COMMAND…
in_background() {
  local node=$1
  shift
  node_run "$node" "setsid $* >>/run/lab/load.log 2>&1 </dev/null &"
}

# What a tool says that node 1 runs against its own server on node 2. between_nodes COMMAND
between_nodes() {
  in_background 2 "$1"
  # The server takes a moment to listen.
  node_run 1 "for _ in 1 2 3 4 5; do sleep 1; $1 192.168.77.2 && exit; done; exit 1"
}

# Packets that the device of a node received in five seconds, where they are many. port_is_busy NODE
port_is_busy() {
  node_run "$1" '
    counter=/sys/class/infiniband/rxe0/ports/1/hw_counters/rcvd_pkts
    before=$(cat $counter)
    sleep 5
    packets=$(($(cat $counter) - before))
    echo "rxe0 received $packets packets in 5 s"
    [ $packets -gt 1000 ]'
}
