#!/usr/bin/env bash
# Installs the native packages that kvlane uses and that are missing; silent when none is.
#
#   install-native.sh run    the libraries that the probe process loads
#   install-native.sh test   those, and what the tests compare with: a C compiler, headers, tools
#
# kvlane builds and runs without all of them (it then reports the libraries as absent), so nothing
# here is fatal: without root, without apt or without a network it says what is missing and goes on.
set -euo pipefail

repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)

run_packages=(libucx0 libibverbs1 ibverbs-providers)
test_packages=(gcc libc6-dev libucx-dev libibverbs-dev ucx-utils)

case "${1:-}" in
  run) wanted=("${run_packages[@]}") ;;
  test) wanted=("${run_packages[@]}" "${test_packages[@]}") ;;
  *)
    echo "usage: $(basename "$0") run|test" >&2
    exit 2
    ;;
esac

warn() { echo "install-native: $*" >&2; }

# promtool comes in Debian's package prometheus, whose installation also starts a server on port
# 9090. Only the program is wanted, so the package is unpacked under .tools/, not installed.
promtool_is_missing() {
  ! command -v promtool >/dev/null && [ ! -x "$repo/.tools/bin/promtool" ]
}

fetch_promtool() {
  local work
  work=$(mktemp -d)
  (
    cd "$work"
    apt-get -qq -o APT::Sandbox::User=root download prometheus
    dpkg -x prometheus_*.deb unpacked
    mkdir -p "$repo/.tools/bin"
    install -m 755 unpacked/usr/bin/promtool "$repo/.tools/bin/promtool"
  ) >/dev/null || warn "promtool could not be fetched (see above); the tests that lint metrics need it."
  rm -rf "$work"
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  warn "no apt on this machine: please see to libucx (UCX) and libibverbs (rdma-core) yourself; going on."
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  is_installed "$package" || missing+=("$package")
done
promtool=false
if [ "$1" = test ] && promtool_is_missing; then
  promtool=true
fi

if [ ${#missing[@]} -eq 0 ] && ! $promtool; then
  exit 0
fi

if [ "$(id -u)" -ne 0 ]; then
  $promtool && missing+=(prometheus)
  warn "missing: ${missing[*]}; going on without. To install: sudo apt-get install --no-install-recommends ${missing[*]}"
  exit 0
fi

export DEBIAN_FRONTEND=noninteractive
apt_options=(-qq -o DPkg::Lock::Timeout=120)
echo "Installing native packages: ${missing[*]}$($promtool && echo ' promtool')"
apt-get "${apt_options[@]}" update >/dev/null ||
  warn "apt-get update failed (see above); trying with the package lists that are there."
if [ ${#missing[@]} -gt 0 ]; then
  apt-get "${apt_options[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null ||
    warn "apt-get could not install ${missing[*]} (see above); going on without."
fi
if $promtool; then
  fetch_promtool
fi
