;; Calls a function with two results of another library.
(module
  (import "env" "pair" (func $pair (param i64 f32) (result f32 i64)))
  (func (export "through") (result i32)
    (local $both (f32 i64))
    (local.set $both (call $pair (i64.const 8589934592) (f32.const 1.5)))
    (i32.add
      (i32.trunc_f32_s (tuple.extract 0 (local.get $both)))
      (i32.wrap_i64 (i64.shr_u (tuple.extract 1 (local.get $both)) (i64.const 32))))))
