;; Complete binary trees of 8,191 nodes: made, counted, dropped.
(module
  (rec
    (type $tree (struct (field $left (ref null $tree)) (field $right (ref null $tree)))))
  (func $make (param $depth i32) (result (ref $tree))
    (if (result (ref $tree)) (i32.eqz (local.get $depth))
      (then (struct.new_default $tree))
      (else (struct.new $tree
        (call $make (i32.sub (local.get $depth) (i32.const 1)))
        (call $make (i32.sub (local.get $depth) (i32.const 1)))))))
  (func $check (param $t (ref null $tree)) (result i32)
    (if (result i32) (ref.is_null (struct.get $tree $left (local.get $t)))
      (then (i32.const 1))
      (else (i32.add (i32.const 1) (i32.add
        (call $check (struct.get $tree $left (local.get $t)))
        (call $check (struct.get $tree $right (local.get $t))))))))
  (func (export "run") (param $units i32) (result i32) (local $sum i32)
    (loop $l
      (local.set $sum (i32.add (local.get $sum) (call $check (call $make (i32.const 12)))))
      (br_if $l (local.tee $units (i32.sub (local.get $units) (i32.const 1)))))
    (local.get $sum)))
