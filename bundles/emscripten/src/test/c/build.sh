#!/bin/sh
# Makes the test program from jumps.c and library.c; needs clang and wasm-ld of version 22.
set -e
cd "$(dirname "$0")"
out=../resources/wasm
clang-22 --target=wasm32-unknown-emscripten -O1 -mllvm -enable-emscripten-sjlj -fno-builtin -c jumps.c -o "$out/jumps.o"
clang-22 --target=wasm32-unknown-emscripten -O1 -fno-builtin -c library.c -o "$out/library.o"
wasm-ld-22 --no-entry --allow-undefined --export-dynamic --export-table --export=__stack_pointer --max-memory=6553600 \
    "$out/jumps.o" "$out/library.o" -o "$out/jumps.wasm"
rm "$out/jumps.o" "$out/library.o"
