# An RDMA device vanishes: it is missed, also by an agent that starts without it.
# limit: 240
# shellcheck shell=bash disable=SC2016,SC2154

device_is_lost() {
  await "the device's series are gone" 15 no_metrics 1 'device="rxe0'
  await "the finding is there" 15 says 1 findings 'finding("rdma-device-lost")'
  check "the expectation stays" metrics 1 '^kvlane_expected_path_info.*class="rdma"'
  check "the agent is ready" health_is 1 ready UP
}

agent_with_peer 1 KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"
agents_serve 1
await "the device is there" 20 metrics 1 '^kvlane_rdma_device_info.*device="rxe0"'

step "rdma link delete rxe0"
node_run 1 "rdma link delete rxe0"
device_is_lost

step "The agent starts anew, without the device"
agent_stop 1
agent_with_peer 1 KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"
agents_serve 1
device_is_lost

step "rdma link add rxe0"
node_run 1 "rdma link add rxe0 type rxe netdev eth0"
await "the device is back" 15 metrics 1 '^kvlane_rdma_port_active.*device="rxe0".* 1'
await "the finding is gone" 15 says 1 findings '
  [finding("rdma-device-lost")] | select(. == []) | "no rdma-device-lost"'
