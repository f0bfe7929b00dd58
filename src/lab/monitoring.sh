# Prometheus and Alertmanager on a node, and what they say. Sourced, after nodes.sh and assert.sh.
# shellcheck shell=bash disable=SC2016,SC2154

# monitoring_start NODE
monitoring_start() {
  node_run "$1" "bash $source_directory/guest/monitoring $repo"
  await "Prometheus is ready" 60 node_run "$1" "curl -fsS --max-time 20 http://127.0.0.1:9090/-/ready"
  await "Alertmanager is ready" 60 node_run "$1" "curl -fsS --max-time 20 http://127.0.0.1:9093/-/ready"
}

# The series of a query, fails where there is none. query NODE EXPRESSION
query() {
  local answer
  answer=$(node_run "$1" "curl -sS --max-time 20 -G http://127.0.0.1:9090/api/v1/query \
    --data-urlencode $(printf '%q' "query=$2")") || return 1
  jq -e -r '.data.result[] | "\(.metric) \(.value[1])"' <<<"$answer"
}

# Alerts of a name that are pending or fire, fails where there is none. alerts NODE NAME
alerts() {
  local answer
  answer=$(node_run "$1" "curl -sS --max-time 20 http://127.0.0.1:9090/api/v1/alerts") || return 1
  jq -e -c --arg name "$2" '.data.alerts[] | select(.labels.alertname == $name)' <<<"$answer"
}

# Whether Prometheus scrapes the agent, and has no alert of a name. is_silent NODE NAME
is_silent() {
  query "$1" 'up{job="kvlane"} == 1' || return 1
  ! alerts "$1" "$2"
}

# Messages about an alert that Alertmanager has sent; fails where there is none.
# paged NODE firing|resolved NAME
paged() {
  node_run "$1" "cat /run/monitoring/pages" | jq -e -c --arg status "$2" --arg name "$3" '
    select(.status == $status) | .receiver as $receiver | .alerts[]
    | select(.labels.alertname == $name)
    | "to \($receiver): \($status) \(.labels.severity) \(.labels.alertname) \(.annotations.summary)"'
}

# Seconds from a moment until an alert began or ended, and until the receiver heard of it.
# page_times NODE MOMENT firing|resolved NAME
page_times() {
  node_run "$1" "cat /run/monitoring/pages" | jq -e -r --argjson moment "$2" --arg status "$3" \
    --arg name "$4" '
    def seconds: sub("\\.[0-9]+"; "") | sub("\\+00:00$"; "Z") | fromdateiso8601;
    select(.status == $status) | .receivedAt as $at | .alerts[] | select(.labels.alertname == $name)
    | (if $status == "firing" then .startsAt else .endsAt end | seconds - $moment | round) as $alert
    | "\($status) after \($alert) s, received after \($at - $moment | round) s"'
}
