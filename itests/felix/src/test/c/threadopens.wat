;; A program whose thread opens a library; main answers what dlopen did.
(module
  (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
  (import "env" "dlopen" (func $dlopen (param i32 i32) (result i32)))
  (import "env" "memory" (memory 1 8 shared))
  (table (export "__indirect_function_table") 1 funcref)
  (global (export "__stack_pointer") (mut i32) (i32.const 65536))
  (export "memory" (memory 0))
  (data (i32.const 16) "threadside.wasm\00")
  (func (export "wasi_thread_start") (param i32 i32)
    (i32.store (i32.const 4) (call $dlopen (i32.const 16) (i32.const 2)))
    (i32.atomic.store (i32.const 0) (i32.const 1))
    (drop (memory.atomic.notify (i32.const 0) (i32.const 1))))
  (func (export "main") (result i32)
    (if (i32.le_s (call $spawn (i32.const 0)) (i32.const 0)) (then (return (i32.const -2))))
    (loop $wait
      (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))
      (br_if $wait (i32.eqz (i32.atomic.load (i32.const 0)))))
    (i32.load (i32.const 4))))
