# What kvlane reads of a device is what ibv_devinfo, rdma link and ibstat say.
# limit: 420
# shellcheck shell=bash disable=SC2016,SC2154

agents_start KVLANE_EXPECTED_PATH=rdma "$(ucx_with rc_v)"

# The value after a name in lines such as `port_lid: 0`. field NAME TEXT
field() { sed -n "s/^[[:space:]]*$1:[[:space:]]*//p" <<<"$2" | head -n 1; }

# Whether the API says the same as a tool. same NODE FILTER VALUE
same() {
  local ours
  ours=$(says "$1" node ".rdma.devices[] | select(.name == \"rxe0\") | $2") || return 1
  echo "$3"
  [ -n "$3" ] && [ "${ours,,}" = "${3,,}" ] || { echo "kvlane says $ours"; return 1; }
}

for node in 1 2; do
  await "libibverbs was asked on node $node" 240 says "$node" node '
    .rdma.verbs | select(.outcome == "observed") | "at \(.at)"'

  step "ibv_devinfo on node $node"
  devinfo=$(node_run "$node" "ibv_devinfo -v -d rxe0")
  check "node_guid" same "$node" '.nodeGuid | gsub(":"; "")' "$(field node_guid "$devinfo" | tr -d :)"
  check "state" same "$node" '"PORT_" + .ports[0].state' "$(field state "$devinfo" | cut -d ' ' -f 1)"
  check "active_mtu" same "$node" '.verbs.activeMtuBytes["1"] | tostring' \
    "$(field active_mtu "$devinfo" | cut -d ' ' -f 1)"
  check "link_layer" same "$node" '.ports[0].linkLayer' "$(field link_layer "$devinfo")"
  check "GIDs" same "$node" '.ports[0].gids | length | tostring' "$(grep -c 'GID\[' <<<"$devinfo")"

  step "rdma link on node $node"
  link=$(node_run "$node" "rdma link show rxe0/1")
  check "state" same "$node" '.ports[0].state' "$(awk '{ print $4 }' <<<"$link")"
  check "physical state" same "$node" '.ports[0].physicalState' \
    "$(awk '{ print $6 }' <<<"$link" | tr -d _)"
  check "netdev" same "$node" '[.ports[0].gids[].netdev] | first' "$(awk '{ print $8 }' <<<"$link")"

  step "ibstat on node $node"
  stat=$(node_run "$node" "ibstat rxe0 1")
  check "State" same "$node" '.ports[0].state' "$(field State "$stat")"
  check "Physical state" same "$node" '.ports[0].physicalState' "$(field 'Physical state' "$stat")"
  check "Rate" same "$node" '.ports[0].rate.text | split(" ")[0]' "$(field Rate "$stat")"
  check "Link layer" same "$node" '.ports[0].linkLayer' "$(field 'Link layer' "$stat")"
done
