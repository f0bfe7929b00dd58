#!/usr/bin/env bash
# Builds the image for its test, without a registry: test-image.sh IMAGE. The base is a root file system
# made by mmdebstrap, the JDK is the one that kvlane is built with. Both are kept under podman's storage
# and .tools/ for the next run.
set -euo pipefail

repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
base=localhost/kvlane-test/base:12
kept=$repo/.tools/container
podman=(podman --runtime runc)
limits=(--ulimit nofile=20000:20000 --ulimit nproc=10000:10000)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! podman image exists "$base"; then
  mkdir -p "$kept"
  if [ ! -f "$kept/debian.tar" ]; then
    mmdebstrap -q --variant=minbase --format=tar bookworm "$kept/debian.tar.new"
    mv "$kept/debian.tar.new" "$kept/debian.tar"
  fi
  podman import -q "$kept/debian.tar" "$base" >/dev/null
fi

jdk_home=$("$repo/src/build/find-jdk.sh")
version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"$/\1/p' "$jdk_home/release")
jdk=localhost/kvlane-test/jdk:${version//[^0-9A-Za-z._-]/_}
if ! podman image exists "$jdk"; then
  # Links that lead out of the JDK, to Debian's certificates, become files.
  tar -C "$jdk_home" -chf "$work/jdk.tar" --exclude=./lib/src.zip .
  cat >"$work/Containerfile" <<END
FROM $base
ADD jdk.tar /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/sbin:/usr/bin:/sbin:/bin
END
  "${podman[@]}" build -q "${limits[@]}" -t "$jdk" "$work" >/dev/null
fi

CONTAINER_TOOL=podman "$repo/src/build/image.sh" "$1" --runtime runc --network host "${limits[@]}" \
  --build-arg BASE="$base" --build-arg JDK="$jdk"
