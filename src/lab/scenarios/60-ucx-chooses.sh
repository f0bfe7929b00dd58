# UCX chooses among all transports: the verdict is what the sockets say, whatever the lanes are.
# limit: 420
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with all)"
await "default runs are verified, and the verdict agrees with the sockets" 240 says 1 transfers '
  [runs("peer"; "default"; 0)]
  | select(length == 2 and all(.result == "ok" and .path.pathClass ==
      (socket_percent | if . >= 100 then "tcp" elif . < 1 then "host-rdma" else "unknown" end)))
  | .[] | line'
