# UCX ends its process: the agent outlives it, counts it and names UCX's last error.
# limit: 240
# shellcheck shell=bash disable=SC2016,SC2154

# UCX's check is left on, so the two ends never connect, and UCX gives up: after 10 s instead of 30, and
# well before the agent's own deadline.
settings="UCX_TLS=rc_v UCX_NET_DEVICES=rxe0:1 UCX_UD_VERBS_TIMEOUT=10s"
agent_start 1 "KVLANE_UCX_ENVIRONMENT=$settings" KVLANE_TRANSFER_DEADLINE=50s \
  KVLANE_TRANSFER_INTERVAL=110s
# Node 2 has nothing to do here: the agent of the next scenario may as well start on it.
agent_start_without_memlock 2
agents_serve 1
await "the end of the process is counted as a crash" 120 metrics 1 \
  '^kvlane_probe_process_restarts_total.*reason="crashed".* [1-9]'
check "the finding names UCX's error" says 1 findings '
  finding("probe-process-ended") | select(test("last error: .*(UD endpoint|uc[ptsm]_[a-z_]*[.]c:[0-9]+ )"))'
check "the agent is ready" health_is 1 ready UP
check "and alive" health_is 1 live UP
check "TCP is still measured" says 1 transfers '
  [runs("loopback"; "baseline"; 0)] | select(length == 2 and all(.result == "ok")) | .[] | line'
