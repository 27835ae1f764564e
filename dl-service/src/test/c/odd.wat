;; No program: its main is of a type that no entry point has.
(module
  (func (export "main") (param f64) (result i32) (i32.const 1)))
