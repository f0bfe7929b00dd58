# Packets get lost and late: no run is corrupt for it, and none counts as a fallback.
# limit: 420
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"

step "1 % of the packets are lost, all are 5 ms late"
for node in 1 2; do
  node_run "$node" "tc qdisc add dev eth0 root netem loss 1% delay 5ms"
done
lossy=$(node_run 1 "date +%s")
await "runs between the nodes have ended" 260 says 1 transfers "
  [runs(\"peer\"; \"default\"; $lossy), runs(\"peer\"; \"baseline\"; $lossy)]"'
  | select(length >= 3) | .[] | line'
check "packets were lost" node_run 1 "tc -s qdisc show dev eth0 | grep 'dropped [1-9]'"
check "none is corrupt" says 1 transfers '
  [.transfers[] | {kind, intent, operation, results}]
  | select(all(.results.corrupt // 0 == 0)) | .[] | tostring'
check "none is a fallback" no_metrics 1 '^kvlane_path_fallback.* 1'
check "the agent is ready" health_is 1 ready UP
