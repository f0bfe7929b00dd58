# The link goes down and comes up: seen at the next poll, and no verdict on what was not measured.
# limit: 600
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"
await "default runs take RDMA" 240 says 2 transfers '
  [runs("peer"; "default"; 0)]
  | select(length == 2 and all(.path.pathClass == "host-rdma")) | .[] | line'

step "The link of node 2 goes down"
down=$(node_run 2 "ip link set eth0 down; date +%s")
await "the port is not active" 15 metrics 2 '^kvlane_rdma_port_active.*device="rxe0".* 0'
await "the finding is there" 15 says 2 findings 'finding("rdma-port-down")'
for node in 1 2; do
  await "default runs of node $node reach nobody, which is no fallback" 240 says "$node" transfers "
    [runs(\"peer\"; \"default\"; $down)]"'
    | select(length > 0 and all(.result == "unreachable" or .result == "timed_out"))
    | .[] | line'
  check "no fallback" no_metrics "$node" '^kvlane_path_fallback.* 1'
done
check "the agent is ready" health_is 2 ready UP
check "and alive" health_is 2 live UP
check "the fabric is down" health_is 2 group/fabric DOWN

step "The link of node 2 comes up"
up=$(node_run 2 "ip link set eth0 up; date +%s")
await "the port is active" 15 metrics 2 '^kvlane_rdma_port_active.*device="rxe0".* 1'
await "the finding is gone" 15 says 2 findings '
  [finding("rdma-port-down")] | select(. == []) | "no rdma-port-down"'
await "default runs take RDMA again" 240 says 2 transfers "
  [runs(\"peer\"; \"default\"; $up)]"'
  | select(length == 2 and all(.result == "ok" and .path.pathClass == "host-rdma"))
  | .[] | line'
