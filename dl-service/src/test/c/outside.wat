;; Its start function relocates what lies beyond any memory. The test puts the section dylink.0 in front.
(module
  (import "env" "memory" (memory 1))
  (import "env" "__memory_base" (global $memory_base i32))
  (start $relocate)
  (func $relocate
    (i32.store (i32.add (global.get $memory_base) (i32.const 0x7fffff00)) (i32.const 1))))
