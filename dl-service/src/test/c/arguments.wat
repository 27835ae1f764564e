;; A program whose main takes argc and argv, and answers what it was given.
(module
  (func (export "main") (param i32 i32) (result i32)
    (i32.add (i32.const 5) (i32.add (local.get 0) (local.get 1)))))
