# The other node loses its power in mid-transfer: bounded time, no leak, and measured again later.
# limit: 720
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"
await "runs between the nodes take RDMA" 240 says 1 transfers '
  [runs("peer"; "default"; 0)]
  | select(length == 2 and all(.result == "ok" and .path.pathClass == "host-rdma"))
  | .[] | line'

held() {
  node_run 1 'pid=$(cat /run/kvlane/pid); echo $(pgrep -c -x java) $(ls /proc/$pid/fd | wc -l)'
}
read -r processes files <<<"$(held)"
echo "  before: $processes processes, $files open files of the agent"

# A session with the other agent is open, and a queue pair is connected.
transfer_under_way() {
  node_run 1 "until ss -Htn state established dport = :9978 | grep -q . &&
    rdma resource show qp | grep 'type RC state RTS'; do sleep 0.05; done"
}
await "a transfer between the nodes is under way" 90 transfer_under_way
node_kill 2
killed=$(node_run 1 "date +%s")
echo "  node 2 is off"
await "a run that began before ends as unreachable" 120 says 1 transfers "
  [transfers(\"peer\"; \"default\") | .last + {name: \"default \\(.operation)\"}]
  | map(select((.finishedAt | seconds) >= $killed and .result == \"unreachable\"))"'
  | select(length > 0 and all((.finishedAt | seconds) - (.startedAt | seconds) <= 45))
  | .[] | line'
check "no fallback" no_metrics 1 '^kvlane_path_fallback.* 1'
check "the agent is ready" health_is 1 ready UP

no_more_than_before() {
  local now
  now=$(held)
  echo "now: ${now% *} processes, ${now#* } open files of the agent"
  [ "${now% *}" -le "$processes" ] && [ "${now#* }" -le $((files + 5)) ]
}
await "nothing has leaked" 60 no_more_than_before

step "Node 2 is back"
node_start 2
node_await 2 120
agent_with_peer 2 KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"
agents_serve 2
back=$(node_run 1 "date +%s")
await "runs between the nodes take RDMA again" 260 says 1 transfers "
  [runs(\"peer\"; \"default\"; $back)]"'
  | select(length == 2 and all(.result == "ok" and .path.pathClass == "host-rdma"))
  | .[] | line'
