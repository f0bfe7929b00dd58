#!/usr/bin/env bash
# Builds the image from what `make build` built: image.sh IMAGE [ARGUMENTS OF THE BUILD…]
#
# Environment: CONTAINER_TOOL (podman or docker; otherwise the one that is there, podman first).
set -euo pipefail

repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
image=$1
shift

tool=${CONTAINER_TOOL:-}
if [ -z "$tool" ]; then
  tool=$(command -v podman || command -v docker || true)
fi
if [ -z "$tool" ]; then
  echo "An image needs podman or docker, and neither is installed: apt-get install podman, for example." >&2
  exit 1
fi

# Docker finds this file by its name.
ignore=()
if [ "$(basename "$tool")" = podman ]; then
  ignore=(--ignorefile "$repo/src/container/Containerfile.dockerignore")
fi

revision=$(git -C "$repo" rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
labels=()
# A path on this machine would say nothing to anybody, and an address may hold a password.
source=$(git -C "$repo" remote get-url origin 2>/dev/null || true)
if [[ $source =~ ^https://[^@]+$ ]]; then
  labels+=(--label "org.opencontainers.image.source=$source")
fi

"$tool" build -f "$repo/src/container/Containerfile" -t "$image" ${ignore[@]+"${ignore[@]}"} \
  --build-arg "REVISION=$revision" ${labels[@]+"${labels[@]}"} "$@" "$repo"
"$tool" image inspect --format '{{.Size}}' "$image" |
  awk -v image="$image" '{ printf "%s: %.0f MB\n", image, $1 / 1e6 }'
