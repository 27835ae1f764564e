;; Has relocations that lie outside of the memory, and an element outside of its table entries if it has none.
(module
  (import "env" "memory" (memory 1))
  (import "env" "__indirect_function_table" (table 1 funcref))
  (import "env" "__memory_base" (global $memory_base i32))
  (import "env" "__table_base" (global $table_base i32))
  (import "env" "note" (func $note (param i32)))
  (elem (global.get $table_base) $begin)
  (func (export "__wasm_apply_data_relocs")
    (i32.store (global.get $memory_base) (i32.const 7))
    (i32.store (i32.const -4) (i32.const 1)))
  (func $begin (export "__wasm_call_ctors")
    (call $note (i32.const 33))))
