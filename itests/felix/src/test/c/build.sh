#!/bin/sh
# Rebuilds ../resources/wasm from these sources. Debian: clang-22 lld-22 binaryen wabt.
# Links with wasm-ld directly: clang's driver runs a wasm-opt that it finds, and so no two machines build the same.
set -eu
cd "$(dirname "$0")"
llvm=${LLVM_VERSION:-22}
out=../resources/wasm
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

# compile NAME SOURCE FLAGS...
compile() {
    name=$1 source=$2
    shift 2
    "clang-$llvm" --target=wasm32-unknown-unknown -std=c17 -O2 -Wall -Wextra -Wno-strict-prototypes "$@" \
        -c "$source" -o "$objects/$name.o"
}

# library NAME SOURCE FLAGS...
library() {
    compile "$@"
    "wasm-ld-$llvm" --no-entry --export-if-defined=answer -z stack-size=65536 "$objects/$1.o" -o "$out/$1.wasm"
}

compile main main.c
"wasm-ld-$llvm" --no-entry --export=main -z stack-size=65536 "$objects/main.o" -o "$out/main.wasm"
library driver driver.c
library app app.c -DADDEND=41
library app2 app.c -DADDEND=100
library apply apply.c
library chain chain.c
library ping mutual.c '-DPEER="pong.wasm"'
library pong mutual.c '-DPEER="ping.wasm"'
library faults faults.c
library typed typed.c
library guest guest.c
library orphan orphan.c
library stamp stamp.c
compile typedside typed.c -fPIC -fvisibility=default
"wasm-ld-$llvm" -shared --experimental-pic --unresolved-symbols=import-dynamic --strip-debug \
    "$objects/typedside.o" -o "$out/typedside.wasm"
library abi abi.c -fno-builtin
library abiplain abi.c -fno-builtin -DPLAIN

for text in begin badstart hang; do
    wasm-as --debuginfo "$text.wat" -o "$out/$text.wasm"
done
wat2wasm --enable-threads threadopens.wat -o "$out/threadopens.wasm"
compile threadside threadside.c -fPIC -fvisibility=default -pthread
"wasm-ld-$llvm" -shared --experimental-pic --shared-memory --max-memory=524288 --strip-debug "$objects/threadside.o" \
    -o "$out/threadside.wasm"

# A program that shares its memory, and libraries to be placed there.
../../../../../dl-service/src/test/c/shared/build.sh "$PWD/$out" host anywhere side base left right top wants brings sidehosted

# As emscripten compiles setjmp and longjmp; of its C library there is what bundles/emscripten tests with.
jumping="--target=wasm32-unknown-emscripten -O1 -mllvm -enable-emscripten-sjlj -fno-builtin"
library=../../../../../bundles/emscripten/src/test/c/library.c
shared=../../../../../dl-service/src/test/c/shared
# shellcheck disable=SC2086
{
    "clang-$llvm" $jumping -c jumphost.c -o "$objects/jumphost.o"
    "clang-$llvm" --target=wasm32-unknown-emscripten -O1 -fno-builtin -c "$library" -o "$objects/library.o"
    "clang-$llvm" --target=wasm32-unknown-emscripten -std=c17 -O1 -fno-builtin -c "$shared/host.c" -o "$objects/host.o"
    "wasm-ld-$llvm" --no-entry --allow-undefined --export-all --export-table --growable-table -z stack-size=65536 \
        --strip-debug "$objects/jumphost.o" "$objects/library.o" "$objects/host.o" -o "$out/jumphost.wasm"
    "clang-$llvm" $jumping -fPIC -fvisibility=default -c jumpside.c -o "$objects/jumpside.o"
    "wasm-ld-$llvm" -shared --experimental-pic --unresolved-symbols=import-dynamic --strip-debug \
        "$objects/jumpside.o" -o "$out/jumpside.wasm"
}

chmod 644 "$out"/*.wasm
ls -l "$out"
