/* The run-time library of throws.cc and catches.cc: an exception is caught by exactly its own type, or by "...". */
#include "exceptions.h"

extern "C" {

struct Type {
    const void *table;
    const char *name;
};

VISIBLE Type _ZTIi = {nullptr, "i"};
VISIBLE Type _ZTId = {nullptr, "d"};

static const Type *type_of_last;
static double last;

VISIBLE void *__cxa_allocate_exception(size_t) {
    return &last;
}

VISIBLE void __cxa_throw(void *exception, Type *type, void (*)(void *)) {
    type_of_last = type;
    __builtin_wasm_throw(0, exception);
}

VISIBLE void *__cxa_begin_catch(void *exception) {
    return exception;
}

VISIBLE void __cxa_end_catch() {
}

VISIBLE int __gxx_personality_wasm0() {
    return 0;
}

struct LandingPad {
    unsigned index;
    const unsigned char *data;
    int selector;
};

VISIBLE LandingPad __wasm_lpad_context;

static int number(const unsigned char *&at) {
    int result = 0, shift = 0;
    unsigned char byte;
    do {
        byte = *at++;
        result |= (byte & 0x7F) << shift;
        shift += 7;
    } while (byte & 0x80);
    return shift < 32 && byte & 0x40 ? result | -1 << shift : result;
}

static unsigned length(const unsigned char *&at) {
    unsigned result = 0, shift = 0;
    unsigned char byte;
    do {
        byte = *at++;
        result |= (byte & 0x7F) << shift;
        shift += 7;
    } while (byte & 0x80);
    return result;
}

/* Reads the table of a function's landing pads: for this one a chain of types, of which the exception has one or none. */
VISIBLE int _Unwind_CallPersonality(void *) {
    __wasm_lpad_context.selector = 0;
    const unsigned char *at = __wasm_lpad_context.data;
    if (*at++ != 0xFF) {
        return 0;
    }
    const unsigned char *types = nullptr;
    if (*at++ != 0xFF) {
        unsigned size = length(at);
        types = at + size;
    }
    at++;
    unsigned size = length(at);
    const unsigned char *actions = at + size;
    unsigned action = 0;
    for (unsigned i = 0; i <= __wasm_lpad_context.index; i++) {
        length(at);
        action = length(at);
    }
    const unsigned char *next = action ? actions + action - 1 : nullptr;
    while (next) {
        int filter = number(next);
        const unsigned char *here = next;
        int distance = number(next);
        if (filter > 0) {
            const Type *wanted = ((const Type *const *)types)[-filter];
            if (!wanted || wanted == type_of_last) {
                __wasm_lpad_context.selector = filter;
                return 0;
            }
        }
        next = distance ? here + distance : nullptr;
    }
    return 0;
}

VISIBLE void __wasm_setjmp(Jump *jump, unsigned label, void *function) {
    jump->function = function;
    jump->label = label;
}

VISIBLE unsigned __wasm_setjmp_test(Jump *jump, void *function) {
    return jump->function == function ? jump->label : 0;
}

VISIBLE void __wasm_longjmp(Jump *jump, int value) {
    jump->thrown.jump = jump;
    jump->thrown.value = value;
    __builtin_wasm_throw(1, &jump->thrown);
}
}

#ifdef TAGS
__asm__(".globl __cpp_exception\n.tagtype __cpp_exception i32\n__cpp_exception:\n"
        ".globl __c_longjmp\n.tagtype __c_longjmp i32\n__c_longjmp:\n");
#endif
