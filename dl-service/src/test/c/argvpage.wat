;; Its arguments come into a page by which its memory grows.
(module
  (memory (export "memory") 1 2)
  (global $argc (mut i32) (i32.const -1))
  (export "argc" (global $argc))
  (global $argv (mut i32) (i32.const -1))
  (export "argv" (global $argv))
  (func (export "main") (param i32 i32) (result i32)
    (global.set $argc (local.get 0))
    (global.set $argv (local.get 1))
    (i32.const 7)))
