#!/bin/sh
# Makes the test programs; needs clang and wasm-ld of version 22.
set -e
cd "$(dirname "$0")"
out=../resources/wasm
clang-22 --target=wasm32-unknown-emscripten -O1 -mllvm -enable-emscripten-sjlj -fno-builtin -c jumps.c -o "$out/jumps.o"
clang-22 --target=wasm32-unknown-emscripten -O1 -fno-builtin -c library.c -o "$out/library.o"
wasm-ld-22 --no-entry --allow-undefined --export-dynamic --export-table --export=__stack_pointer --max-memory=6553600 \
    "$out/jumps.o" "$out/library.o" -o "$out/jumps.wasm"
rm "$out/jumps.o" "$out/library.o"

clang++-22 --target=wasm32-unknown-emscripten -O1 -std=c++17 -fexceptions -mllvm -enable-emscripten-cxx-exceptions \
    -fno-builtin -c exceptions.cc -o "$out/exceptions.o"
clang-22 --target=wasm32-unknown-emscripten -O1 -fno-builtin -c library.c -o "$out/library.o"
wasm-ld-22 --no-entry --allow-undefined --export-dynamic --export-table --export=__stack_pointer --export=__wasm_call_ctors \
    --strip-debug "$out/exceptions.o" "$out/library.o" -o "$out/exceptions.wasm"
clang-22 --target=wasm32-unknown-emscripten -O1 -fno-builtin -c files.c -o "$out/files.o"
wasm-ld-22 --no-entry --export-dynamic --export-table --export=__stack_pointer --strip-debug "$out/files.o" \
    -o "$out/files.wasm"
rm "$out/exceptions.o" "$out/library.o" "$out/files.o"

# As today's emscripten calls JavaScript, with both places of the stack in struct pthread.
for short in "" -DSHORT; do
    name=workers$(echo "$short" | sed s/-D// | tr '[:upper:]' '[:lower:]')
    clang-22 --target=wasm32-unknown-emscripten -O1 -pthread -fno-builtin $short -c workers.c -o "$out/$name.o"
    wasm-ld-22 --no-entry --allow-undefined --import-memory --shared-memory --max-memory=1048576 --export-table \
        --export=__wasm_call_ctors --strip-debug "$out/$name.o" -o "$out/$name.wasm"
    rm "$out/$name.o"
done

# A real program; needs emscripten 3.1.6, as Debian 12 has it.
emcc -pthread -O2 -Wno-int-to-pointer-cast -Wno-pointer-to-int-cast --profiling-funcs pthreads.c -o "$out/pthreads.js"
rm "$out/pthreads.js" "$out/pthreads.worker.js"
