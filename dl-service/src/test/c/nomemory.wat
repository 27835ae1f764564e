;; Asks for a library, but has no memory to name it in.
(module
  (import "env" "dlopen" (func $dlopen (param i32 i32) (result i32)))
  (import "env" "dlerror" (func $dlerror (result i32)))
  (func (export "open") (param i32) (result i32)
    (call $dlopen (local.get 0) (i32.const 0)))
  (func (export "error") (result i32)
    (call $dlerror)))
