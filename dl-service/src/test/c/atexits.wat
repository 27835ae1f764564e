;; Asks to be called at its end until it is refused.
(module
  (import "env" "__indirect_function_table" (table 1 funcref))
  (import "env" "__table_base" (global $table_base i32))
  (import "env" "__cxa_atexit" (func $atexit (param i32 i32 i32) (result i32)))
  (import "env" "note" (func $note (param i32)))
  (global $registered (mut i32) (i32.const 0))
  (elem (global.get $table_base) $end)
  (func $end (param i32)
    (call $note (i32.const 46)))
  (func (export "registered") (result i32)
    (global.get $registered))
  (func (export "__wasm_call_ctors")
    (block $full
      (loop $again
        (br_if $full (call $atexit (global.get $table_base) (i32.const 0) (i32.const 0)))
        (global.set $registered (i32.add (global.get $registered) (i32.const 1)))
        (br $again)))))
