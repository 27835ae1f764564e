;; A function that never returns, and one that does.
(module
  (func $spin (export "spin") (param i32) (result i32)
    (loop $forever (br $forever))
    (unreachable))
  (func $quick (export "quick") (param i32) (result i32) (local.get 0)))
