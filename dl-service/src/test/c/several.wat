;; Several results, and a name that Java cannot give a method.
(module
  (func (export "pair") (param i32) (result i32 i64)
    (tuple.make (local.get 0) (i64.extend_i32_s (local.get 0))))
  (func (export "a-b") (param i64) (result i64) (local.get 0)))
