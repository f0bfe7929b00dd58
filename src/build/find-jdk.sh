#!/usr/bin/env bash
# Prints the home of a JDK that kvlane can be built and run with. It reads each JDK's `release` file
# and starts no Java, so it costs next to nothing. JAVA_HOME comes first, then the usual places;
# of several there, the lowest version that will do, so that machines resemble each other.
set -euo pipefail

needed=25

# The major version of the JDK in directory $1; nothing if there is no complete JDK.
version_of() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

if [ -n "${JAVA_HOME:-}" ]; then
  version=$(version_of "$JAVA_HOME")
  if [ "${version:-0}" -ge "$needed" ]; then
    printf '%s\n' "$JAVA_HOME"
    exit 0
  fi
fi

on_path=$(readlink -f "$(command -v java || true)" || true)

best_version=
best_home=
for home in \
  "${on_path%/bin/java}" \
  /usr/lib/jvm/* \
  /opt/*jdk* /opt/java/* /opt/*/jdk* \
  "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
  "${HOME:-/nonexistent}"/.jdks/* \
  "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* \
  "${HOME:-/nonexistent}"/.asdf/installs/java/*; do
  version=$(version_of "$home")
  [ "${version:-0}" -ge "$needed" ] || continue
  if [ -z "$best_version" ] || [ "$version" -lt "$best_version" ]; then
    best_version=$version
    best_home=$home
  fi
done

if [ -z "$best_home" ]; then
  echo "kvlane needs JDK $needed or newer and found none: install one (for example the package temurin-$needed-jdk or openjdk-$needed-jdk) or set JAVA_HOME." >&2
  exit 1
fi
printf '%s\n' "$best_home"
