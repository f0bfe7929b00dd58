#!/usr/bin/env bash
# The Maven wrapper with the JDK that kvlane needs, whatever `java` is on the PATH.
set -euo pipefail

repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
JAVA_HOME=$("$repo/src/build/find-jdk.sh")
export JAVA_HOME
cd "$repo"
revision=$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
exec ./mvnw -B -ntp "-Dkvlane.revision=$revision" "$@"
