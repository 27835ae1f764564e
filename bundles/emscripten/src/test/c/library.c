/* What emscripten's C library has for setjmp and longjmp. */

#include "jmp.h"

void _emscripten_throw_longjmp(void) __attribute__((noreturn));

int __THREW__;
int __threwValue;

__attribute__((visibility("default"))) void setThrew(int threw, int value) {
  if (__THREW__ == 0) {
    __THREW__ = threw;
    __threwValue = value;
  }
}

void __wasm_setjmp(void *env, unsigned label, void *id) {
  (*(jmp_buf *)env)->id = id;
  (*(jmp_buf *)env)->label = label;
}

unsigned __wasm_setjmp_test(void *env, void *id) {
  return (*(jmp_buf *)env)->id == id ? (*(jmp_buf *)env)->label : 0;
}

void emscripten_longjmp(unsigned env, int value) {
  setThrew(env, value);
  _emscripten_throw_longjmp();
}

/* Here, since in code that has a setjmp the compiler declares these itself. */
void setTempRet0(int);
int getTempRet0(void);

__attribute__((visibility("default"))) int upper_half(int x) {
  setTempRet0(x);
  return getTempRet0();
}
