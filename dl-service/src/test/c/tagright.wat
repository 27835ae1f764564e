;; Throws with a tag of its own, and catches with the tag of tagleft.wasm. The test puts the section dylink.0 in front.
(module
  (import "env" "left" (tag $theirs (param i32)))
  (import "env" "throw_left" (func $throw_theirs (param i32)))
  (tag $own (param i32))
  (export "right" (tag $own))
  (func (export "throw_right") (param i32)
    (throw $own (local.get 0)))
  (func (export "catch_left") (param i32) (result i32)
    (try (result i32)
      (do
        (call $throw_theirs (local.get 0))
        (i32.const -1))
      (catch $theirs
        (pop i32))
      (catch_all
        (i32.const -2)))))
