#!/bin/sh
# Compiles the samples: SAMPLE/src/main/c/NAME.c to SAMPLE/src/main/resources/wasm/NAME.wasm.
# Needs (Debian's names): clang-22 lld-22 libclang-rt-22-dev-wasm32 wasi-libc. CLANG, WASM_LD and WASI_SYSROOT choose others.
# Linked with wasm-ld itself, since clang's driver runs a wasm-opt that it finds and so makes another file elsewhere.
set -eu
cd "$(dirname "$0")"
clang=${CLANG:-clang-22}
ld=${WASM_LD:-wasm-ld-22}
sysroot=${WASI_SYSROOT:-/usr}
builtins=$("$clang" --target=wasm32-unknown-unknown -print-resource-dir)/lib/wasi/libclang_rt.builtins-wasm32.a
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

flags="-std=gnu17 -O2 -Wall -Wextra -Werror -Wno-strict-prototypes -Wno-deprecated -isystem include"

# target SAMPLE NAME: the path of the module to make
target() {
    mkdir -p "$1/src/main/resources/wasm"
    echo "$1/src/main/resources/wasm/$2.wasm"
}

# freestanding SAMPLE NAME LINKER-OPTION...: a module without a C library
freestanding() {
    sample=$1 name=$2
    shift 2
    "$clang" --target=wasm32-unknown-unknown $flags -ffreestanding -c "$sample/src/main/c/$name.c" -o "$objects/$name.o"
    "$ld" --no-entry --strip-debug -z stack-size=65536 "$@" "$objects/$name.o" -o "$(target "$sample" "$name")"
}

# shared SAMPLE NAME: a library to be placed into a program's memory; it uses the program's C library
shared() {
    "$clang" --target=wasm32-wasi --sysroot="$sysroot" $flags -fPIC -fvisibility=default -c "$1/src/main/c/$2.c" -o "$objects/$2.o"
    "$ld" -shared --experimental-pic --unresolved-symbols=import-dynamic --strip-debug "$objects/$2.o" -o "$(target "$1" "$2")"
}

# command SAMPLE NAME LINKER-OPTION...: a WASI command line program
command() {
    sample=$1 name=$2
    shift 2
    set -- "$@" --strip-debug
    "$clang" --target=wasm32-wasi --sysroot="$sysroot" $flags -c "$sample/src/main/c/$name.c" -o "$objects/$name.o"
    "$ld" "$@" "$sysroot/lib/wasm32-wasi/crt1-command.o" "$objects/$name.o" -L"$sysroot/lib/wasm32-wasi" -lc "$builtins" \
        -o "$(target "$sample" "$name")"
}

freestanding app app
freestanding main main --export=main
for library in counter math relay even odd; do
    freestanding libraries $library
done
freestanding polite polite
for program in hello cat clock steps; do
    command commands $program
done
# What libraries in its memory need of it: memory, table, stack, allocator, and the functions of its C library that they use.
command commands measure --export-table --growable-table --export=__stack_pointer --export=malloc --export=free --export=qsort
shared libraries summary
ls -l ./*/src/main/resources/wasm/*.wasm
