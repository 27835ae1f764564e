;; Grows the program's memory, and has a function with two results.
(module
  (import "env" "memory" (memory 1))
  (func (export "grow") (param i32) (result i32)
    (memory.grow (local.get 0)))
  (func (export "size") (result i32)
    (memory.size))
  (func (export "poke") (param i32) (result i32)
    (i32.store (local.get 0) (i32.const 77))
    (i32.load (local.get 0)))
  (func (export "pair") (param i64 f32) (result f32 i64)
    (tuple.make
      (f32.mul (local.get 1) (f32.const 2))
      (i64.add (local.get 0) (i64.const 1)))))
