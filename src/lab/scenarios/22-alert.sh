# The link goes down: Prometheus and Alertmanager on the node page for the port, and say when it is over.
# limit: 900
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"
await "default runs take RDMA" 240 says 1 transfers '
  [runs("peer"; "default"; 0)]
  | select(length == 2 and all(.path.pathClass == "host-rdma")) | .[] | line'

step "Prometheus and Alertmanager start on node 1"
monitoring_start 1
await "Prometheus scrapes the agent, and no alert comes of the port" 60 is_silent 1 KvlaneRdmaPortDown

step "The link of node 1 goes down"
down=$(node_run 1 "ip link set eth0 down; date +%s.%N")
await "the series in Prometheus" 60 query 1 'kvlane_rdma_port_active{node="node1",device="rxe0"} == 0'
await "the page" 420 paged 1 firing KvlaneRdmaPortDown
check "times since the link went down" page_times 1 "$down" firing KvlaneRdmaPortDown

step "The link of node 1 comes up"
up=$(node_run 1 "ip link set eth0 up; date +%s.%N")
await "the series in Prometheus" 60 query 1 'kvlane_rdma_port_active{node="node1",device="rxe0"} == 1'
await "the end of the page" 420 paged 1 resolved KvlaneRdmaPortDown
check "times since the link came up" page_times 1 "$up" resolved KvlaneRdmaPortDown
