;; An exception is thrown and caught in one function.
(module
  (tag $even (param i32))
  (tag $other (param i32))
  (func $caught (param $n i32) (result i32)
    (block $even (result i32)
      (return (i32.mul (i32.const 3)
        (block $other (result i32)
          (try_table (catch $even $even) (catch $other $other)
            (if (i32.and (local.get $n) (i32.const 1)) (then (throw $other (local.get $n))))
            (throw $even (local.get $n)))
          (unreachable))))))
  (func (export "run") (param $units i32) (result i32) (local $sum i32) (local $i i32)
    (loop $u
      (local.set $i (i32.const 0))
      (loop $l
        (local.set $sum (i32.add (i32.rotl (local.get $sum) (i32.const 1)) (call $caught (local.get $i))))
        (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10000))))
      (br_if $u (local.tee $units (i32.sub (local.get $units) (i32.const 1)))))
    (local.get $sum)))
