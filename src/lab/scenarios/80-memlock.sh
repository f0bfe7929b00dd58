# The agent may not lock the memory that RDMA needs: a finding with the fix, and no crash.
# limit: 240
# shellcheck shell=bash disable=SC2016,SC2154

agent_start_under "prlimit --memlock=65536 setpriv --bounding-set -ipc_lock --inh-caps -ipc_lock" \
  1 "$(ucx_with all)"
agents_serve 1
await "the finding has the fix" 120 says 1 findings '
  finding("memlock-limited") | select(contains("IPC_LOCK"))'
check "no process crashed" no_metrics 1 \
  '^kvlane_probe_process_restarts_total.*reason="crashed".* [1-9]'
check "the agent is ready" health_is 1 ready UP
check "what was measured" says 1 transfers 'runs("loopback"; "default"; 0) | line'
