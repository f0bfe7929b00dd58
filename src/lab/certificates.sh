#!/usr/bin/env bash
# Makes what the control channel between agents needs: an authority and a certificate for each node.
#
#   certificates.sh DIRECTORY
set -euo pipefail

directory=$1
mkdir -p "$directory"
cd "$directory"

curve=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
openssl req -x509 "${curve[@]}" -days 2 -subj "/CN=kvlane lab" \
  -keyout authority.key -out authority.pem 2>/dev/null
for node in 1 2; do
  openssl req "${curve[@]}" -subj "/CN=node$node" -keyout "node$node.key" -out "node$node.csr" \
    2>/dev/null
  openssl x509 -req -in "node$node.csr" -CA authority.pem -CAkey authority.key -CAcreateserial \
    -days 2 -out "node$node.pem" 2>/dev/null -extfile <(
      printf 'subjectAltName=DNS:node%d,IP:192.168.77.%d\n' "$node" "$node"
      printf 'extendedKeyUsage=serverAuth,clientAuth\n'
    )
done
