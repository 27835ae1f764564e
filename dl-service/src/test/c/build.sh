#!/bin/sh
# Rebuilds ../resources/wasm from these sources. Debian: clang-22 lld-22 binaryen.
# Links with wasm-ld directly: clang's driver runs a wasm-opt that it finds, and so no two machines build the same.
set -eu
cd "$(dirname "$0")"
llvm=${LLVM_VERSION:-22}
out=../resources/wasm
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

# build NAME SOURCE ENTRY FLAGS...
build() {
    name=$1 source=$2 entry=$3
    shift 3
    "clang-$llvm" --target=wasm32-unknown-unknown -std=c17 -O2 -Wall -Wextra "$@" -c "$source" -o "$objects/$name.o"
    # shellcheck disable=SC2086
    "wasm-ld-$llvm" --no-entry $entry --export-if-defined=answer -z stack-size=8192 "$objects/$name.o" -o "$out/$name.wasm"
}

build main main.c --export=main
build app app.c "" -DADDEND=41
build app2 app.c "" -DADDEND=100
build driver driver.c "" -fno-builtin
build allocator driver.c "" -DALLOCATOR -fno-builtin
build emscripten emscripten.c "--export-table --growable-table --export=__stack_pointer" -fno-builtin
build chain opener.c "" -DOPENS='"app.wasm"' -DSYMBOL='"test_func"'
build selfish opener.c "" -DOPENS='"selfish.wasm"' -DSYMBOL='"relay"'
build ring1 opener.c "" -DOPENS='"ring2.wasm"' -DSYMBOL='"relay"'
build ring2 opener.c "" -DOPENS='"ring1.wasm"' -DSYMBOL='"relay"'

for text in *.wat; do
    wasm-as --enable-multivalue --enable-mutable-globals --enable-exception-handling --debuginfo "$text" -o "$out/${text%.wat}.wasm"
done
chmod 644 "$out"/*.wasm
