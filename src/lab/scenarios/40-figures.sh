# For the reader: kvlane's figure beside those of ib_read_bw and ucx_perftest, at the same size.
# limit: 420
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"
await "kvlane, 32 descriptors of 32 KiB" 240 says 1 transfers '
  [runs("peer"; "default"; 0) | select(.measurement)] | select(length == 2)
  | .[] | "\(.name): \(.measurement.bandwidthBytesPerSecond / 1e6 | round) MB/s"'
agent_stop 1
agent_stop 2
check "ib_read_bw, reads of 32 KiB" between_nodes "$ib_read_bw -s 32768 -n 500"
check "ucx_perftest, gets of 32 KiB" between_nodes "$ucx_perftest -f -t ucp_get -s 32768 -n 500 -w 20"
