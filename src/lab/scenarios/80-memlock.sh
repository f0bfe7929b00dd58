# The agent may not lock the memory that RDMA needs: a finding with the fix, and no crash.
# limit: 240
# shellcheck shell=bash disable=SC2016,SC2154

agent_start_without_memlock 2
agents_serve 2
await "the finding has the fix" 120 says 2 findings '
  finding("memlock-limited") | select(contains("IPC_LOCK"))'
check "no process crashed" no_metrics 2 \
  '^kvlane_probe_process_restarts_total.*reason="crashed".* [1-9]'
check "the agent is ready" health_is 2 ready UP
check "what was measured" says 2 transfers 'runs("loopback"; "default"; 0) | line'
