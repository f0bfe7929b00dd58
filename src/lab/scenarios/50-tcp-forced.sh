# UCX is told to use TCP where RDMA is expected: that is a fallback, with its fix.
# limit: 420
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with tcp)"
await "default runs take TCP, and that is a fallback" 240 says 1 transfers '
  [runs("peer"; "default"; 0)]
  | select(length == 2 and all(.result == "ok" and .path.pathClass == "tcp"
      and socket_percent >= 100 and .fallback == true))
  | .[] | line'
check "so do the metrics" metrics 1 '^kvlane_path_fallback.*intent="default".* 1'
check "the finding has the fix" says 1 findings 'finding("path-fallback")'
check "the fabric is down" health_is 1 group/fabric DOWN
check "the agent is ready" health_is 1 ready UP
check "and alive" health_is 1 live UP
