;; Its arguments come onto its stack.
(module
  (memory (export "memory") 1 1)
  (global $argc (mut i32) (i32.const -1))
  (export "argc" (global $argc))
  (global $argv (mut i32) (i32.const -1))
  (export "argv" (global $argv))
  (global $stack (mut i32) (i32.const 8192))
  (export "__stack_pointer" (global $stack))
  (func (export "main") (param i32 i32) (result i32)
    (global.set $argc (local.get 0))
    (global.set $argv (local.get 1))
    (i32.const 7)))
