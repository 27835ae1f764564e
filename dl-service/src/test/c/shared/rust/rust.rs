//! A side module in Rust: statics with relocations, trait objects, callbacks, the formatting of the core library.
#![no_std]

use core::fmt::Write;
use core::panic::PanicInfo;

extern "C" {
    fn program_add(a: i32, b: i32) -> i32;
    fn malloc(size: usize) -> *mut u8;
    static mut program_counter: i32;
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

#[no_mangle]
pub static mut RUST_COUNTER: i32 = 5;

trait Shape: Sync {
    fn area(&self, unit: i32) -> i32;
}
struct Square(i32);
struct Strip;
impl Shape for Square {
    fn area(&self, unit: i32) -> i32 {
        unit * unit + self.0
    }
}
impl Shape for Strip {
    fn area(&self, unit: i32) -> i32 {
        3 * unit
    }
}

/// Pointers to data and to tables of methods, all to be relocated.
static SHAPES: [&dyn Shape; 2] = [&Square(4), &Strip];
static NAMES: [&str; 3] = ["zero", "one", "two"];

#[no_mangle]
pub extern "C" fn test_func(x: i32) -> i32 {
    unsafe {
        RUST_COUNTER += 1;
        program_counter += 1;
        program_add(x, RUST_COUNTER)
    }
}

#[no_mangle]
pub extern "C" fn area(unit: i32) -> i32 {
    SHAPES.iter().map(|shape| shape.area(unit)).sum()
}

#[no_mangle]
pub extern "C" fn apply(function: extern "C" fn(i32) -> i32, x: i32) -> i32 {
    function(x) + 1
}

extern "C" fn negate(x: i32) -> i32 {
    -x
}

#[no_mangle]
pub extern "C" fn negate_pointer() -> extern "C" fn(i32) -> i32 {
    negate
}

struct Text(*mut u8, usize);
impl Write for Text {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for byte in text.bytes() {
            unsafe { *self.0.add(self.1) = byte };
            self.1 += 1;
        }
        Ok(())
    }
}

/// A C string in the program's heap, which the program frees.
#[no_mangle]
pub extern "C" fn describe(i: usize) -> *const u8 {
    let buffer = unsafe { malloc(64) };
    let mut text = Text(buffer, 0);
    let _ = write!(text, "{} is {i}, {:?}", NAMES[i], Some(-i32::MAX));
    unsafe { *buffer.add(text.1) = 0 };
    buffer
}
