#!/bin/sh
# Rebuilds ../../../resources/wasm/rust.wasm. The core library that Rust ships is not position-independent, so it is compiled,
# too. Debian: rustc-web rust-web-src lld-22. RUSTC and CORE name other places of the compiler and of the core library's source
# of the same version.
set -eu
cd "$(dirname "$0")"
rustc=${RUSTC:-/usr/bin/rustc}
core=${CORE:-$(ls -d /usr/src/rustc-*/library/core/src/lib.rs)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Compiling a core library is a nightly feature.
export RUSTC_BOOTSTRAP=1
flags="--target wasm32-unknown-unknown -C relocation-model=pic -C panic=abort --sysroot $work -L $work --out-dir $work"
# shellcheck disable=SC2086
{
    $rustc --crate-name core --edition 2024 --crate-type rlib -O -A warnings $flags "$core"
    echo '#![feature(compiler_builtins)] #![compiler_builtins] #![no_std]' > "$work/builtins.rs"
    $rustc --crate-name compiler_builtins --crate-type rlib -A warnings $flags "$work/builtins.rs"
    $rustc --edition 2021 --crate-type cdylib -C opt-level=s -C lto=fat -C linker=wasm-ld-22 -C linker-flavor=wasm-ld \
        -C link-args="-shared --experimental-pic --unresolved-symbols=import-dynamic --strip-debug" $flags rust.rs
}
cp "$work/rust.wasm" ../../../resources/wasm/rust.wasm
chmod 644 ../../../resources/wasm/rust.wasm
