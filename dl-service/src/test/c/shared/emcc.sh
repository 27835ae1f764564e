#!/bin/sh
# Rebuilds ../../resources/wasm/emcc: libraries that emscripten makes of these sources, which know nothing of each other's
# compilers. Debian: emscripten clang-14 lld-14 (emscripten 3.1.6).
set -eu
cd "$(dirname "$0")"
out=../../resources/wasm/emcc
mkdir -p "$out"

# library NAME SOURCE NEEDS FLAGS...
library() {
    name=$1 source=$2 needs=
    for need in $3; do
        needs="$needs $out/$need.wasm"
    done
    shift 3
    # shellcheck disable=SC2086
    emcc -O2 -fno-builtin "$@" -sSIDE_MODULE=1 -sWASM_BIGINT "$source" $needs -o "$out/$name.wasm"
}

library side side.c ""
library plain side.c "" -DPLAIN
library rival1 rival.c "" -DWHO=1001
library rival2 rival.c "" -DWHO=1002
library wants wants.c ""
library brings brings.c "" -DFACTOR=3
library bringsplain brings.c "" -DFACTOR=3 -DPLAIN
here="-DME=here -DYOU=there -DSEED=100 -DOTHER=500 -DLETTER='a'"
there="-DME=there -DYOU=here -DSEED=500 -DOTHER=100 -DLETTER='k'"
# shellcheck disable=SC2086
{
    library herealone pair.c "" $here
    library therealone pair.c "" $there
    library there pair.c "" $there
    library here pair.c "there" $here
    library there pair.c "here" $there
}
for name in shapes squares; do
    needs=
    [ "$name" = shapes ] || needs="$out/shapes.wasm"
    # shellcheck disable=SC2086
    emcc -O1 -std=c++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics -fsized-deallocation -sSIDE_MODULE=1 \
        -sWASM_BIGINT "$name.cc" $needs -o "$out/$name.wasm"
done
chmod 644 "$out"/*.wasm
