# Workers use the port: runs are put off for their sake, and after a while made small all the same.
# limit: 420
# shellcheck shell=bash disable=SC2016,SC2154

# One percent, since an emulated processor fills no port.
yielding=(KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"
  KVLANE_TRANSFER_LIVE_TRAFFIC_PERCENT=1 KVLANE_TRANSFER_LIVE_TRAFFIC_PATIENCE=100s
  KVLANE_TRANSFER_MAX_BYTES=2MiB)
agent_start 1 "${yielding[@]}"
agents_serve 1
await "a default run inside the node is made" 120 says 1 transfers '
  [runs("loopback"; "default"; 0)] | select(any(.result == "ok")) | .[] | line'

step "ib_read_bw runs between the nodes"
in_background 2 "$ib_read_bw -D 300"
sleep 2
in_background 1 "$ib_read_bw -D 300 192.168.77.2"
await "the port is busy" 30 port_is_busy 1
await "runs are put off, and the reason is counted" 150 metrics 1 \
  '^kvlane_transfers_total.*intent="default".*reason="live traffic".* [1-9]'
check "it says which port" says 1 transfers '
  [.transfers[] | select(.intent == "default" or .intent == "forced")
   | .last | select(.skipReason == "live traffic") | .detail] | select(length > 0) | .[0]'
await "one is made all the same, and small" 240 says 1 transfers '
  [.transfers[] | select(.skips["live traffic"] // 0 > 0) | .last
   | select(.result == "ok" and .measurement.bytes <= 1048576)
   | .measurement | "\(.bytes) bytes, capped by \(.cappedBy)"] | select(length > 0) | .[0]'
check "the port is still busy" port_is_busy 1
