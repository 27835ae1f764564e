#!/usr/bin/env bash
# Builds every workload's .wasm into src/main/resources; needs clang and wasm-ld for wasm32 (CLANG, WASM_LD name others).
# The results are committed: nobody needs this to run the benchmark.
set -euo pipefail
cd "$(dirname "$0")"
clang=${CLANG:-clang-22}
linker=${WASM_LD:-wasm-ld-22}
out=../resources/dev/tagalong/bench/wasm
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
mkdir -p "$out"

# build NAME SOURCE [DEFINES...]
build() {
    local name=$1 source=$2
    shift 2
    "$clang" --target=wasm32 -std=c17 -O2 -Wall -Wextra -Werror -ffreestanding -nostdlib -ffp-contract=off "$@" \
        -c "$source" -o "$objects/$name.o"
    "$linker" --no-entry --strip-debug ${link:---export-table --growable-table} -z stack-size=16384 "$objects/$name.o" -o "$out/$name.wasm"
}

# kernel SOURCE: as compilers make it without vectors, and with them
kernel() {
    build "$1" "$1.c" -O3 -fno-builtin
    build "$1-simd" "$1.c" -O3 -fno-builtin -msimd128
}

for source in fib sieve matmul nbody mandelbrot sha256 bytecopy strlen bulk i64mix dispatch divide vm heap library; do
    build "$source" "$source.c"
done
for source in gc-trees gc-richards gc-map throw-1 throw-10; do
    "${WASM_AS:-wasm-as}" -all "$source.wat" -o "$out/$source.wasm"
done
build indirect-1 indirect.c -DFUNCTIONS=4 -DTARGETS=1
build indirect-4 indirect.c -DFUNCTIONS=4 -DTARGETS=4
build indirect-100 indirect.c -DFUNCTIONS=100 -DTARGETS=100
build indirect-900 indirect.c -DFUNCTIONS=900 -DTARGETS=1
build indirect-900-4 indirect.c -DFUNCTIONS=900 -DTARGETS=4
build call-direct calls.c -DKIND=0
build call-import calls.c -DKIND=1
build call-pointer calls.c -DKIND=2
for source in chacha sha256x4 base64 scan blur matmulf dot; do
    kernel "$source"
done
link="--import-memory --shared-memory --max-memory=131072"
build threads-counter threads.c -DKIND=0 -matomics -mbulk-memory
build threads-ring threads.c -DKIND=1 -matomics -mbulk-memory
link=
build linker-open linker.c -DKIND=0
build linker-reopen linker.c -DKIND=1
build linker-call linker.c -DKIND=2
