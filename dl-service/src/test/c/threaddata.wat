;; Has data of which each thread would have its own: 8 bytes, aligned to 64, the symbol at offset 4. The test puts the section
;; dylink.0 in front.
(module
  (import "env" "memory" (memory 1))
  (import "env" "__memory_base" (global $memory_base i32))
  (import "GOT.mem" "own" (global $own (mut i32)))
  (global $tls_base (mut i32) (i32.const 0))
  (global (export "__tls_size") i32 (i32.const 8))
  (global (export "__tls_align") i32 (i32.const 64))
  (global (export "own") i32 (i32.const 4))
  (func (export "__wasm_init_tls") (param i32)
    (global.set $tls_base (local.get 0))
    (i32.store offset=4 (local.get 0) (i32.const 42)))
  (func (export "base") (result i32) (global.get $tls_base))
  (func (export "address") (result i32) (global.get $own))
  (func (export "value") (result i32) (i32.load (global.get $own))))
