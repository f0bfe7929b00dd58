# TCP behind a NIC that is busy with other RDMA traffic: the verdict is still TCP.
# limit: 600
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with tcp)"
await "a first round is over" 240 says 1 transfers '
  [runs("peer"; "default"; 0)] | select(length == 2) | .[] | line'

step "ib_read_bw runs between the nodes"
# As much as matters, and no more: soft-RoCE is the work of the one processor that a node has.
moderate="nice -n 19 $ib_read_bw -D 600 --rate_limit=2 --rate_units=M --rate_limit_type=SW"
in_background 2 "$moderate"
sleep 2
in_background 1 "$moderate 192.168.77.2"
await "the port is busy" 30 port_is_busy 1
busy=$(node_run 1 "date +%s")
await "default runs took TCP" 280 says 1 transfers "
  [runs(\"peer\"; \"default\"; $busy)]"'
  | select(length == 2 and all(.result == "ok" and .path.pathClass == "tcp"
      and .path.decidedBy == "own-sockets" and socket_percent >= 100 and .fallback == true
      and (evidence("nic-counters") | contains("shared"))))
  | .[] | line, "  NIC: \(evidence("nic-counters"))"'
check "the port is still busy" port_is_busy 1
