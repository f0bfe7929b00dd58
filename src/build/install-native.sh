#!/usr/bin/env bash
# Installs the native packages that kvlane uses and that are missing; silent when none is.
#
#   install-native.sh run     the libraries that the probe process loads
#   install-native.sh test    those, and what the tests compare with: a C compiler, headers, tools
#   install-native.sh e2e     those of test, what makes and runs containers, and a browser
#   install-native.sh lab     the libraries, and what is run on the lab's nodes beside the agent
#   install-native.sh bench   those, and what the benchmarks compare with: the same, and an exporter
#
# kvlane builds and runs without all of them (it then reports the libraries as absent), so nothing
# here is fatal: without root, without apt or without a network it says what is missing and goes on.
set -euo pipefail

repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)

run_packages=(libucx0 libibverbs1 ibverbs-providers libfabric1)
test_packages=(gcc libc6-dev libucx-dev libibverbs-dev libfabric-dev ucx-utils)
container_packages=(podman runc netavark mmdebstrap)
browser_packages=(chromium chromium-driver)
bench_packages=(gcc libc6-dev libucx-dev ucx-utils)

# Programs whose packages start a server when they are installed: only the programs are wanted, so the
# package is unpacked under .tools/, not installed. One line a package: its name, its programs.
monitoring=("prometheus promtool prometheus" "prometheus-alertmanager alertmanager amtool")
case "${1:-}" in
  run)
    wanted=("${run_packages[@]}")
    unpacked=()
    ;;
  test | e2e)
    wanted=("${run_packages[@]}" "${test_packages[@]}")
    [ "$1" = test ] || wanted+=("${container_packages[@]}" "${browser_packages[@]}")
    unpacked=("${monitoring[@]}")
    purpose="the tests of metrics, rules and alerts"
    ;;
  lab)
    wanted=("${run_packages[@]}")
    unpacked=("${monitoring[@]}")
    purpose="the scenarios with alerts"
    ;;
  bench)
    wanted=("${run_packages[@]}" "${bench_packages[@]}")
    unpacked=("prometheus-node-exporter prometheus-node-exporter")
    purpose="the comparison of footprints"
    ;;
  *)
    echo "usage: $(basename "$0") run|test|e2e|lab|bench" >&2
    exit 2
    ;;
esac

warn() { echo "install-native: $*" >&2; }

programs_are_missing() {
  local program
  for program in "$@"; do
    if ! command -v "$program" >/dev/null && [ ! -x "$repo/.tools/bin/$program" ]; then
      return 0
    fi
  done
  return 1
}

# Debian's Alertmanager does not start without its templates, and looks for them nowhere else.
templates=/usr/share/prometheus/alertmanager

templates_are_missing() { [ "$1" = prometheus-alertmanager ] && [ ! -e "$templates/default.tmpl" ]; }

# Debian's Alertmanager has its programs as prometheus-alertmanager and amtool; they keep the names
# that they have everywhere else. Written aside first, so that half a program is never found.
fetch_programs() {
  local package=$1 work program found
  shift
  work=$(mktemp -d)
  (
    cd "$work"
    apt-get -qq -o APT::Sandbox::User=root download "$package"
    dpkg -x "$package"_*.deb unpacked
    mkdir -p "$repo/.tools/bin"
    for program in "$@"; do
      found=unpacked/usr/bin/$program
      [ -e "$found" ] || found=unpacked/usr/bin/prometheus-$program
      install -m 755 "$found" "$repo/.tools/bin/.$program.new"
      mv "$repo/.tools/bin/.$program.new" "$repo/.tools/bin/$program"
    done
    if templates_are_missing "$package"; then
      mkdir -p "$templates"
      cp -r "unpacked$templates/." "$templates/"
    fi
  ) >/dev/null || warn "$* could not be fetched (see above): missing for $purpose."
  rm -rf "$work"
}

# UCX with CUDA, which Debian does not have: the tests run it over a GPU driver of their own. Wheels
# are archives, and nothing of them is installed. Without PyPI those tests are skipped.
ucx_version=1.22.0
ucx_wheels=(cu12 cu13)

wheel_is_missing() { [ ! -e "$repo/.tools/ucx-$1/libucx/lib/libucp.so.0" ]; }

fetch_wheel() {
  local work
  work=$(mktemp -d)
  (
    cd "$work"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps \
      --only-binary :all: "libucx-$1==$ucx_version"
    python3 -m zipfile -e libucx_"$1"-*.whl unpacked
    mkdir -p "$repo/.tools"
    rm -rf "$repo/.tools/ucx-$1"
    mv unpacked "$repo/.tools/ucx-$1"
  ) >/dev/null 2>&1 || warn "UCX $ucx_version for CUDA ($1) is not to be had from PyPI; tests with it are skipped."
  rm -rf "$work"
}

if [[ "${1:-}" =~ ^(test|e2e)$ ]] && [ "$(uname -m)" = x86_64 ]; then
  for wheel in "${ucx_wheels[@]}"; do
    wheel_is_missing "$wheel" && fetch_wheel "$wheel"
  done
fi

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  warn "no apt on this machine: please see to libucx (UCX), libibverbs (rdma-core) and libfabric yourself; going on."
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  is_installed "$package" || missing+=("$package")
done
to_unpack=()
names=()
for line in "${unpacked[@]}"; do
  read -r package programs <<<"$line"
  # shellcheck disable=SC2086 # names of programs have no spaces
  if programs_are_missing $programs || templates_are_missing "$package"; then
    to_unpack+=("$line")
    names+=("$package")
  fi
done

if [ ${#missing[@]} -eq 0 ] && [ ${#to_unpack[@]} -eq 0 ]; then
  exit 0
fi

if [ "$(id -u)" -ne 0 ]; then
  missing+=("${names[@]}")
  warn "missing: ${missing[*]}; going on without. To install: sudo apt-get install --no-install-recommends ${missing[*]}"
  exit 0
fi

export DEBIAN_FRONTEND=noninteractive
apt_options=(-qq -o DPkg::Lock::Timeout=120)
echo "Installing native packages: ${missing[*]} ${names[*]}"
apt-get "${apt_options[@]}" update >/dev/null ||
  warn "apt-get update failed (see above); trying with the package lists that are there."
if [ ${#missing[@]} -gt 0 ]; then
  apt-get "${apt_options[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null ||
    warn "apt-get could not install ${missing[*]} (see above); going on without."
fi
for line in "${to_unpack[@]}"; do
  # shellcheck disable=SC2086 # names of packages and programs have no spaces
  fetch_programs $line
done
