;; Imports what nobody provides.
(module
  (import "nowhere" "lost" (func $lost (param i32 f64) (result i32)))
  (import "elsewhere" "memory" (memory 1))
  (func (export "find") (param i32) (result i32)
    (call $lost (local.get 0) (f64.const 0.5))))
