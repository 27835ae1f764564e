;; Its start function traps.
(module
  (func $start (unreachable))
  (func (export "test_func") (param i32) (result i32) (local.get 0))
  (func (export "run"))
  (start $start))
