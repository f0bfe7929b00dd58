# One address of three is silent: both nodes are measured, both ways, and the silent one is unreachable.
# limit: 600
# shellcheck shell=bash disable=SC2016,SC2154

# Nobody has the third address. Three nodes are a cycle of three epochs; each begins every other time.
for node in 1 2; do
  agent_with_peer "$node" KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)" \
    KVLANE_PEERS="node1=192.168.77.1 node2=192.168.77.2 node3=192.168.77.3"
done
agents_serve 1 2
for node in 1 2; do
  peer=$((3 - node))
  await "node $node has measured node $peer, both operations" 360 says "$node" transfers "
    [runs(\"peer\"; \"default\"; 0) | select(.name | endswith(\"node$peer\"))]"'
    | select(length == 2 and all(.result == "ok" and .path.pathClass == "host-rdma"))
    | .[] | line'
  await "the silent one is unreachable, and soon said so" 360 says "$node" transfers '
    [runs("peer"; "default"; 0) | select(.name | endswith("node3"))]
    | select(length == 2 and all(.result == "unreachable"))
    | select(all((.finishedAt | seconds) - (.startedAt | seconds) <= 40)) | .[] | line'
  check "it is no fallback" no_metrics "$node" '^kvlane_path_fallback.* 1'
done
later=$(node_run 1 "date +%s")
await "node 1 goes on measuring node 2" 360 says 1 transfers "
  [runs(\"peer\"; \"default\"; $later) | select(.name | endswith(\"node2\"))]"'
  | select(length == 2 and all(.result == "ok")) | .[] | line'
