#!/bin/sh
# Rebuilds ../resources/wasm from these sources. Debian: clang-22 lld-22.
set -eu
cd "$(dirname "$0")"
llvm=${LLVM_VERSION:-22}
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
"clang-$llvm" --target=wasm32-unknown-unknown -std=c17 -O2 -Wall -Wextra -c figures.c -o "$objects/figures.o"
"wasm-ld-$llvm" --no-entry -z stack-size=8192 "$objects/figures.o" -o ../resources/wasm/figures.wasm
