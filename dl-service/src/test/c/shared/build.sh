#!/bin/sh
# Rebuilds ../../resources/wasm from these sources: a program that shares its memory, and libraries to be placed into it.
# Debian: clang-22 lld-22. Links with wasm-ld directly, as ../build.sh does. With arguments FOLDER NAME... it puts these
# modules there instead.
set -eu
cd "$(dirname "$0")"
llvm=${LLVM_VERSION:-22}
objects=$(mktemp -d)
out=../../resources/wasm
if [ $# -gt 0 ]; then
    folder=$1
    shift
    out=$objects
fi
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

# part NAME BEGIN END NEEDS FLAGS...: a library of part.c
part() {
    name=$1 begin=$2 end=$3 needs=$4
    shift 4
    library "$name" part.c "$needs" "-DNAME=$name" "-DBEGIN='$begin'" "-DEND='$end'" "$@"
}

part base a A ""
part left b B "base" -DCALLS=base
part right c C "base" -DCALLS=base
part top d D "left right" -DCALLS=left -DALSO=right
# Each needs the other, so the first is built before what it needs.
part ringb r R ""
part ringa q Q "ringb" -DCALLS=ringb
part ringb r R "ringa" -DCALLS=ringa

library rival1 rival.c "" -DWHO=1001
library rival2 rival.c "" -DWHO=1002
library wants wants.c ""
library wantsdata wants.c "" -DDATA
library brings brings.c "" -DFACTOR=3
library wrongly wrongly.c ""
library sidehosted hosted.c ""
library nested nested.c ""
library broken broken.c "base"
library ends ends.c "base"
library endless endless.c ""
library never endless.c "" -DWHEN=constructor

"clang-$llvm" --target=wasm32-unknown-unknown -x c++ -std=c++17 -O1 -Wall -Wextra -fno-exceptions -fno-rtti \
    -fno-threadsafe-statics -fPIC -fvisibility=default -c virtual.cc -o "$objects/virtual.o"
"wasm-ld-$llvm" -shared --experimental-pic --unresolved-symbols=import-dynamic --strip-debug "$objects/virtual.o" \
    -o "$out/virtual.wasm"

for name; do
    cp "$out/$name.wasm" "$folder"
done
chmod 644 "${folder:-$out}"/*.wasm
