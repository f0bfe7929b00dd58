#!/usr/bin/env bash
# Prepares what the lab's nodes boot from, below .tools/lab: Debian's kernel with its modules, unpacked
# and not installed, and a small initramfs. Installs the packages that are missing.
set -euo pipefail

repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
lab=$repo/.tools/lab

packages=(
  qemu-system-x86 busybox-static cpio kmod procps iproute2 libcap2-bin curl jq openssl
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

if [ ! -e "$lab/kernel/ready" ]; then
  echo "Fetching Debian's kernel …"
  rm -rf "$lab/kernel"
  mkdir -p "$lab/kernel"
  name=$(apt-cache depends linux-image-amd64 | awk '/Depends:/ { print $2; exit }')
  (
    cd "$lab/kernel"
    apt-get download -qq -o APT::Sandbox::User=root "$name" && dpkg -x ./*.deb . && rm ./*.deb
  ) || refuse "the kernel package '$name' could not be fetched (see above)"
  release=$(basename "$lab"/kernel/lib/modules/*)
  depmod -b "$lab/kernel" "$release"
  ln -s "boot/vmlinuz-$release" "$lab/kernel/vmlinuz"
  echo "$release" >"$lab/kernel/ready"
fi

# The initramfs is made anew each time: it takes a moment, and init may have changed.
release=$(cat "$lab/kernel/ready")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{bin,proc,sys,dev,lower,upper,new,modules}
cp "$(command -v busybox)" "$root/bin/busybox"
cp "$repo/src/lab/guest/init" "$root/init"
modules=(virtio_pci virtio_net 9pnet_virtio 9p overlay)
modprobe -d "$lab/kernel" -S "$release" --show-depends -a "${modules[@]}" |
  awk '$1 == "insmod" { print $2 }' | while read -r module; do
  cp "$module" "$root/modules/"
  basename "$module" >>"$root/modules/order"
done
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) >"$lab/initramfs.new"
mv "$lab/initramfs.new" "$lab/initramfs"
