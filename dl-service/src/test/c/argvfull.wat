;; There is no room for its arguments.
(module
  (memory (export "memory") 1 1)
  (global $argc (mut i32) (i32.const -1))
  (export "argc" (global $argc))
  (global $argv (mut i32) (i32.const -1))
  (export "argv" (global $argv))
  (func (export "main") (param i32 i32) (result i32)
    (global.set $argc (local.get 0))
    (global.set $argv (local.get 1))
    (i32.const 7)))
