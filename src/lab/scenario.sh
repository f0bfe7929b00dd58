#!/usr/bin/env bash
# Runs one scenario between nodes that are up. `lab` calls it, and sets out and repo.
#
#   scenario.sh FILE
set -euo pipefail

source_directory=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
# shellcheck disable=SC2154
java_home=$("$repo/src/build/find-jdk.sh")

# shellcheck source=src/lab/nodes.sh
. "$source_directory/nodes.sh"
# shellcheck source=src/lab/assert.sh
. "$source_directory/assert.sh"
# shellcheck source=src/lab/agents.sh
. "$source_directory/agents.sh"
# shellcheck source=src/lab/load.sh
. "$source_directory/load.sh"
# shellcheck source=src/lab/monitoring.sh
. "$source_directory/monitoring.sh"
# shellcheck disable=SC1090
. "$1"
