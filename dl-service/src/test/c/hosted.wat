;; Imports what a Java bundle provides.
(module
  (import "demo" "multiply" (func $multiply (param i32 i32) (result i32)))
  (func (export "square") (param i32) (result i32)
    (call $multiply (local.get 0) (local.get 0))))
