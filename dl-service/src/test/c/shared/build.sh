#!/bin/sh
# Rebuilds ../../resources/wasm from these sources: a program that shares its memory, and libraries to be placed into it; and
# the same as LLVM 19 and 14 make them in its folders llvm19 and llvm14, with LLVM_VERSION set to one of these.
# Debian: clang-22 lld-22, or of these versions. Links with wasm-ld directly, as ../build.sh does. With arguments
# FOLDER NAME... it puts these modules there instead.
set -eu
cd "$(dirname "$0")"
llvm=${LLVM_VERSION:-22}
objects=$(mktemp -d)
out=../../resources/wasm
target=wasm32-unknown-unknown
dynamic="--unresolved-symbols=import-dynamic"
features=
if [ "$llvm" != 22 ]; then
    # As the default is since LLVM 20: there is no C library here, and so no memset.
    features="-mbulk-memory -mmutable-globals"
    out=$out/llvm$llvm
    mkdir -p "$out"
fi
if [ "$llvm" = 14 ]; then
    # It makes position-independent code for emscripten only.
    target=wasm32-unknown-emscripten
    dynamic="--allow-undefined --export-all"
fi
if [ $# -gt 0 ]; then
    folder=$1
    shift
    out=$objects
fi
trap 'rm -rf "$objects"' EXIT

compile="clang-$llvm --target=$target -std=c17 -O2 -Wall -Wextra -fno-builtin $features"

# program NAME SOURCE FLAGS...
program() {
    name=$1 source=$2
    shift 2
    $compile "$@" -c "$source" -o "$objects/$name.o"
    "wasm-ld-$llvm" --no-entry --export-all --export=__stack_pointer --export-table --growable-table -z stack-size=16384 --strip-debug \
        "$objects/$name.o" -o "$out/$name.wasm"
}

# pie NAME SOURCE NEEDS FLAGS...: a position-independent program
pie() {
    name=$1 source=$2 needs=
    for need in $3; do
        needs="$needs $out/$need.wasm"
    done
    shift 3
    $compile -fPIC -fvisibility=default "$@" -c "$source" -o "$objects/$name.o"
    # shellcheck disable=SC2086
    "wasm-ld-$llvm" -pie --experimental-pic --no-entry --export-all --import-memory --import-table \
        $dynamic --strip-debug "$objects/$name.o" $needs -o "$out/$name.wasm"
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
    "wasm-ld-$llvm" -shared --experimental-pic $dynamic --strip-debug \
        "$objects/$name.o" $needs -o "$out/$name.wasm"
}

program host host.c
program spare host.c -DNO_ALLOCATOR
"wasm-ld-$llvm" --no-entry --export-all --export=__stack_pointer --import-memory --import-table -z stack-size=16384 \
    --strip-debug "$objects/host.o" -o "$out/importing.wasm"
# Older ones write zeros out, and this program has a megabyte of them.
[ "$llvm" != 22 ] || pie anywhere host.c ""
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
library betrays betrays.c ""
library leaves leaves.c ""
library brings brings.c "" -DFACTOR=3
library bringsplain brings.c "" -DFACTOR=3 -DPLAIN
library wrongly wrongly.c ""
library sidehosted hosted.c ""
library nested nested.c ""
library broken broken.c "base"
library ends ends.c "base"
library endless endless.c ""
library never endless.c "" -DWHEN=constructor

# Two that need each other, with either as the program. The library that a program needs is linked before it.
here="-DME=here -DYOU=there -DSEED=100 -DOTHER=500 -DLETTER='a'"
there="-DME=there -DYOU=here -DSEED=500 -DOTHER=100 -DLETTER='k'"
# shellcheck disable=SC2086
{
    library there pair.c "" $there
    library here pair.c "there" $here
    library there pair.c "here" $there
    library therealone pair.c "" $there
    library herealone pair.c "" $here
    pie programhere pair.c "therealone" $here -DPROGRAM
    pie programthere pair.c "herealone" $there -DPROGRAM
}

# cxx NAME NEEDS: a library of C++, from NAME.cc
cxx() {
    name=$1 needs=
    for need in $2; do
        needs="$needs $out/$need.wasm"
    done
    # shellcheck disable=SC2086
    "clang-$llvm" --target="$target" -x c++ -std=c++17 -O1 -fsized-deallocation -Wall -Wextra -fno-exceptions -fno-rtti \
        -fno-threadsafe-statics $features -fPIC -fvisibility=default -c "$name.cc" -o "$objects/$name.o"
    # shellcheck disable=SC2086
    "wasm-ld-$llvm" -shared --experimental-pic $dynamic --strip-debug "$objects/$name.o" $needs -o "$out/$name.wasm"
}

cxx virtual ""
cxx shapes ""
cxx squares "shapes"

# thrown NAME SOURCE ENCODING NEEDS FLAGS...: a library of C++ with exceptions and longjmp, LEGACY or NEW; or a program if
# $link says so
thrown() {
    name=$1 source=$2 legacy=false needs=
    [ "$3" = NEW ] || legacy=true
    for need in $4; do
        needs="$needs $out/$need.wasm"
    done
    shift 4
    # shellcheck disable=SC2086
    clang-22 --target="$target" -std=c++20 -O2 -Wall -Wextra -fno-builtin -fPIC -fvisibility=hidden -fwasm-exceptions \
        -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=$legacy "$@" -c "$source.cc" -o "$objects/$name.o"
    # shellcheck disable=SC2086
    wasm-ld-22 ${link:--shared} --experimental-pic $dynamic --strip-debug "$objects/$name.o" $needs -o "$out/$name.wasm"
}

if [ "$llvm" = 22 ]; then
    thrown throwing throwing NEW ""
    thrown throws throws NEW "throwing"
    thrown throwslegacy throws LEGACY "throwing"
    thrown catches catches NEW "throwing"
    thrown catcheslegacy catches LEGACY "throwing"
    # As LLVM's own run-time library, this one defines the tags. The others find it in the program, or because it is global.
    thrown throwingtags throwing NEW "" -DTAGS
    thrown throwsfree throws NEW ""
    thrown catchesfree catches NEW ""
    link="-pie --no-entry --export-dynamic --import-memory --import-table"
    thrown catchesprogram catches NEW "throwsfree throwingtags"
    link=
    # The tags of a program with a fixed place come from whoever runs it.
    for part in throwing throws catches; do
        clang-22 --target="$target" -std=c++20 -O2 -fno-builtin -fvisibility=hidden -fwasm-exceptions \
            -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false -c "$part.cc" -o "$objects/alone$part.o"
    done
    wasm-ld-22 --no-entry --allow-undefined --export=caught --export=only_int --export=jumped --strip-debug \
        "$objects"/alone*.o -o "$out/exceptionsalone.wasm"
fi

for name; do
    cp "$out/$name.wasm" "$folder"
done
chmod 644 "${folder:-$out}"/*.wasm
