# Two healthy nodes: KV bytes take RDMA both ways, and TCP only where it is asked for.
# limit: 800
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"

for node in 1 2; do
  step "What node $node says of its device"
  await "rxe0 has an active port" 20 says "$node" node '
    .rdma.devices[] | select(.name == "rxe0") | .ports[] | select(.state == "active")
    | "port \(.port) \(.state) \(.physicalState) \(.linkLayer) \(.transport), "
      + ([.gids[] | "\(.index) \(.address) \(.type)"] | join(", "))'
  check "so do the metrics" metrics "$node" '^kvlane_rdma_port_active.*device="rxe0".* 1'
done

for node in 1 2; do
  step "What node $node measures"
  await "default runs with the other node are verified and take RDMA, less than 1 % over TCP" 240 \
    says "$node" transfers '
    [runs("peer"; "default"; 0)]
    | select(length == 2 and all(.result == "ok" and .path.pathClass == "host-rdma"
        and socket_percent < 1 and .fallback == false))
    | .[] | line'
  await "the baseline between them is TCP, priced for one operation a meeting" 260 says "$node" transfers '
    [runs("peer"; "baseline"; 0)]
    | select(length == 2 and all(.result == "ok" and .path.pathClass == "tcp"
        and socket_percent >= 100))
    | .[] | line'
  await "forced through its port, bytes take RDMA" 60 says "$node" transfers '
    [runs("loopback"; "forced"; 0)]
    | select(length > 0 and all(.result == "ok" and .path.pathClass == "host-rdma"))
    | .[] | line'
  check "no fallback" metrics "$node" '^kvlane_path_fallback.*kind="peer".* 0'
  check "and none elsewhere" no_metrics "$node" '^kvlane_path_fallback.* 1'
  await "libibverbs was asked for the devices, too" 60 says "$node" node '
    .rdma.verbs | select(.outcome == "observed") | "\(.outcome) at \(.at)"'
  # A probe process that was too slow to start, on a machine that is, is a finding for a while.
  await "nothing is wrong" 300 says "$node" findings '
    # How fast soft-RoCE is from run to run says nothing of a pair.
    select([.findings[] | select(.rule | startswith("pair-") | not)] == []) | "no findings"'
  await "the fabric is up" 60 health_is "$node" group/fabric UP
done
