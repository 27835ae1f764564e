;; Its memory cannot grow, so there is no room for what dlerror has to say.
(module
  (import "env" "dlsym" (func $dlsym (param i32 i32) (result i32)))
  (import "env" "dlerror" (func $dlerror (result i32)))
  (memory (export "memory") 1 1)
  (func (export "fail") (result i32)
    (call $dlsym (i32.const 9) (i32.const 0)))
  (func (export "error") (result i32)
    (call $dlerror)))
