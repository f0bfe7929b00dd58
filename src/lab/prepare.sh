#!/usr/bin/env bash
# Prepares what the lab's nodes run on, below .tools/lab: Debian's kernel, built as a program
# (user-mode Linux). Installs the packages that are missing. The build takes some minutes, once for each
# configuration: all source trees of a user share what was built, in ~/.cache/kvlane. For newer sources
# remove it there and here.
set -euo pipefail

repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
lab=$repo/.tools/lab
config=$repo/src/lab/kernel.config
packages=(
  gcc libc6-dev make flex bison bc xz-utils
  procps iproute2 libcap2-bin curl jq openssl python3
  libucx0 ucx-utils libibverbs1 ibverbs-providers ibverbs-utils infiniband-diags rdma-core perftest
)

refuse() {
  echo "lab: $*" >&2
  exit 1
}

if ! command -v apt-get >/dev/null || [ "$(uname -m)" != x86_64 ]; then
  refuse "it needs Debian on x86-64"
fi

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
    missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  [ "$(id -u)" -eq 0 ] ||
    refuse "packages are missing: sudo apt-get install --no-install-recommends ${missing[*]}"
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq -o DPkg::Lock::Timeout=120 update >/dev/null
  apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "${missing[@]}" \
    >/dev/null || refuse "apt-get could not install ${missing[*]} (see above)"
fi

if [ -x "$lab/linux" ] && cmp -s "$config" "$lab/kernel.config"; then
  exit 0
fi
rm -f "$lab/kernel.config"
take() {
  cp "$1" "$lab/linux.new"
  mv "$lab/linux.new" "$lab/linux"
  cp "$config" "$lab/kernel.config"
}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/kvlane
built=$cache/linux-$(sha256sum "$config" | cut -c 1-16)
if [ -x "$built" ]; then
  echo "Taking the kernel that was built before ($built)."
  take "$built"
  exit 0
fi
build=$(mktemp -d "$lab/build.XXXXXX")
trap 'rm -rf "$build"' EXIT
cd "$build"
echo "Fetching Debian's kernel sources …"
sources=$(apt-cache depends linux-source | awk '/Depends:/ { print $2; exit }')
apt-get download -qq -o APT::Sandbox::User=root "$sources" ||
  refuse "the package '$sources' could not be fetched (see above)"
dpkg-deb --fsys-tarfile ./*.deb | tar -xO --wildcards "./usr/src/$sources.tar.xz" |
  tar -xJ --strip-components=1 || refuse "the package '$sources' could not be unpacked (see above)"
rm ./*.deb
echo "Building a kernel that runs as a program (some minutes, once) …"
{
  make -s ARCH=um tinyconfig
  scripts/kconfig/merge_config.sh -m .config "$config"
  make -s ARCH=um olddefconfig
  make -s ARCH=um -j"$(nproc)" linux
} >"$lab/build.log" 2>&1 || refuse "the kernel could not be built; see $lab/build.log"
while read -r option; do
  grep -qxF "$option" .config || refuse "these kernel sources do not take $option of $config"
done < <(grep '=y$' "$config")
take linux
mkdir -p "$cache"
cp linux "$built.new"
mv "$built.new" "$built"
