# What scenarios ask the agent's API.

# Seconds since 1970 of a moment in the API.
def seconds: sub("\\.[0-9]+Z$"; "Z") | fromdateiso8601;

# Entries of one sort of transfer.
def transfers($kind; $intent): .transfers[] | select(.kind == $kind and .intent == $intent);

# The last run of each of them, with its words, where it began after a moment.
def runs($kind; $intent; $since):
  transfers($kind; $intent)
  | select(.last.startedAt | seconds > $since)
  | .last + {name: "\(.intent) \(.engine) \(.operation), \(.peer // .device // .kind)"};

# The most that the sockets of one end carried, in percent of the payload.
def socket_percent:
  [.path.evidence[] | select(.kind == "own-sockets") | .text
   | scan("\\(([0-9.]+) % of the payload\\)") | .[0] | tonumber] | max;

def evidence($kind): [.path.evidence[] | select(.kind == $kind) | .text] | join("; ");

# A run in a line or two.
def line:
  if .path then
    "\(.name): \(.result), \(.path.pathClass) over \(.path.transport) by \(.path.decidedBy), "
    + "\(.measurement.bandwidthBytesPerSecond / 1e6 * 100 | round / 100) MB/s, "
    + "fallback \(.fallback)\n  sockets: \(evidence("own-sockets"))\n  lanes: \(evidence("lanes"))"
  else "\(.name): \(.result) \(.detail)" end;

# A finding in words.
def finding($rule):
  .findings[] | select(.rule == $rule)
  | "\(.severity) \(.rule) \(.subject): \(.summary)\n  " + (.evidence | join("\n  "))
    + "\n  fix: \(.fix)";
