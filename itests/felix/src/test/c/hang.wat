;; Its start function never returns.
(module
  (func $start (loop $forever (br $forever)))
  (func (export "test_func") (param i32) (result i32) (local.get 0))
  (start $start))
