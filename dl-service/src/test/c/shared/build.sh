#!/bin/sh
# Rebuilds ../../resources/wasm from these sources: a program that shares its memory, and libraries to be placed into it.
# Debian: clang-22 lld-22. Links with wasm-ld directly, as ../build.sh does.
set -eu
cd "$(dirname "$0")"
llvm=${LLVM_VERSION:-22}
out=../../resources/wasm
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

compile="clang-$llvm --target=wasm32-unknown-unknown -std=c17 -O2 -Wall -Wextra -fno-builtin"

# program NAME SOURCE FLAGS...
program() {
    name=$1 source=$2
    shift 2
    $compile "$@" -c "$source" -o "$objects/$name.o"
    "wasm-ld-$llvm" --no-entry --export-all --export-table --growable-table -z stack-size=16384 --strip-debug \
        "$objects/$name.o" -o "$out/$name.wasm"
}

# pie NAME SOURCE FLAGS...: a position-independent program
pie() {
    name=$1 source=$2
    shift 2
    $compile -fPIC -fvisibility=default "$@" -c "$source" -o "$objects/$name.o"
    "wasm-ld-$llvm" -pie --experimental-pic --no-entry --export-all --import-memory --import-table \
        --unresolved-symbols=import-dynamic --strip-debug "$objects/$name.o" -o "$out/$name.wasm"
}

# library NAME SOURCE NEEDS FLAGS...: NEEDS are libraries built before
library() {
    name=$1 source=$2 needs=
    for need in $3; do
        needs="$needs $out/$need.wasm"
    done
    shift 3
    $compile -fPIC -fvisibility=default "$@" -c "$source" -o "$objects/$name.o"
    # shellcheck disable=SC2086
    "wasm-ld-$llvm" -shared --experimental-pic --unresolved-symbols=import-dynamic --strip-debug \
        "$objects/$name.o" $needs -o "$out/$name.wasm"
}

program host host.c
program spare host.c -DNO_ALLOCATOR
pie anywhere host.c
library side side.c ""
library plain side.c "" -DPLAIN
chmod 644 "$out"/*.wasm
