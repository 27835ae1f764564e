;; A command as wizer.h makes it: wizer.initialize prepares it, _start would do that again, wizer.resume goes on.
(module
  (memory (export "memory") 1)
  (global $state (mut i32) (i32.const 0))
  (func (export "wizer.initialize") (global.set $state (i32.add (global.get $state) (i32.const 1))))
  (func (export "_start") (global.set $state (i32.add (global.get $state) (i32.const 10))))
  (func (export "wizer.resume") (global.set $state (i32.add (global.get $state) (i32.const 100))))
  (func (export "state") (result i32) (global.get $state)))
