;; A program that leaves by its exit function, and a library that does so while it is opened.
(module
  (import "demo" "exit" (func $exit (param i32)))
  (func (export "_start") (call $exit (i32.const 7)))
  (func (export "_initialize") (call $exit (i32.const 8))))
