;; A memory of one page, and an allocator that starts again at the beginning when it is reset.
(module
  (memory (export "memory") 1 1)
  (global $top (mut i32) (i32.const 8))
  (func (export "reset") (global.set $top (i32.const 8)))
  (func (export "cabi_realloc") (param $old i32) (param $size i32) (param $alignment i32) (param $new i32) (result i32)
    (local $place i32)
    (local.set $place
      (i32.and
        (i32.sub (i32.add (global.get $top) (local.get $alignment)) (i32.const 1))
        (i32.sub (i32.const 0) (local.get $alignment))))
    (global.set $top (i32.add (local.get $place) (local.get $new)))
    (local.get $place)))
