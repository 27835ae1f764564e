;; A start function, then _initialize, each of which is to run once per instance.
(module
  (global $count (mut i32) (i32.const 0))
  (func $start
    (global.set $count (i32.add (global.get $count) (i32.const 1))))
  (func (export "_initialize")
    (global.set $count (i32.mul (i32.add (global.get $count) (i32.const 10)) (i32.const 10))))
  (func (export "count") (param i32) (result i32)
    (i32.add (global.get $count) (local.get 0)))
  (start $start))
