#!/bin/sh
# Rebuilds ../resources/wasm from these sources. Debian: binaryen.
set -eu
cd "$(dirname "$0")"
for text in *.wat; do
    wasm-as "$text" -o "../resources/wasm/${text%.wat}.wasm"
done
