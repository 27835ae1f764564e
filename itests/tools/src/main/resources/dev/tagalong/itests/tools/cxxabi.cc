// What clang's C++ exceptions and setjmp need of a C++ library, as the Itanium C++ ABI and WebAssembly's tool conventions have it:
// no more than the programs of the tests use. Memory is handed out once and never taken back.

typedef unsigned char byte;
typedef __SIZE_TYPE__ size;

static byte heap[1 << 20];
static size used;

static void *take(size length) {
    void *taken = heap + used;
    used += (length + 15) & ~15u;
    if (used > sizeof heap) {
        __builtin_trap();
    }
    return taken;
}

void *operator new(size length) { return take(length); }
void operator delete(void *) noexcept {}
void operator delete(void *, size) noexcept {}

extern "C" {
void *memset(void *to, int value, size length) {
    volatile byte *target = static_cast<byte *>(to);
    for (size i = 0; i < length; i++) {
        target[i] = value;
    }
    return to;
}
void __cxa_pure_virtual() { __builtin_trap(); }
}

namespace std {
class type_info {
public:
    virtual ~type_info();
    const char *name;
};
type_info::~type_info() {}
[[noreturn]] void terminate() noexcept { __builtin_trap(); }
}

// The classes of type descriptions; compilers write the objects.
namespace __cxxabiv1 {
struct __fundamental_type_info : std::type_info {
    ~__fundamental_type_info();
};
struct __pointer_type_info : std::type_info {
    ~__pointer_type_info();
};
struct __class_type_info : std::type_info {
    ~__class_type_info();
    // the address of the object's part that is of a type, or null
    virtual void *part(void *object, const std::type_info *wanted) const;
};
struct __si_class_type_info : __class_type_info {
    ~__si_class_type_info();
    const __class_type_info *base;
    void *part(void *object, const std::type_info *wanted) const override;
};
struct __vmi_class_type_info : __class_type_info {
    ~__vmi_class_type_info();
    unsigned flags;
    unsigned count;
    struct {
        const __class_type_info *type;
        long offset;
    } bases[1];
    void *part(void *object, const std::type_info *wanted) const override;
};

__fundamental_type_info::~__fundamental_type_info() {}
__pointer_type_info::~__pointer_type_info() {}
__class_type_info::~__class_type_info() {}
__si_class_type_info::~__si_class_type_info() {}
__vmi_class_type_info::~__vmi_class_type_info() {}

void *__class_type_info::part(void *object, const std::type_info *wanted) const { return this == wanted ? object : nullptr; }
void *__si_class_type_info::part(void *object, const std::type_info *wanted) const {
    return this == wanted ? object : base->part(object, wanted);
}
void *__vmi_class_type_info::part(void *object, const std::type_info *wanted) const {
    if (this == wanted) {
        return object;
    }
    for (unsigned i = 0; i < count; i++) {
        long offset = bases[i].offset >> 8;
        if (bases[i].offset & 1) { // a virtual base: its offset is in the table of virtual functions
            offset = *reinterpret_cast<long *>(*static_cast<byte **>(object) + offset);
        }
        if (void *found = bases[i].type->part(static_cast<byte *>(object) + offset, wanted)) {
            return found;
        }
    }
    return nullptr;
}
}

using __cxxabiv1::__class_type_info;

struct Exception {
    std::type_info *type;
    void *(*destructor)(void *); // destructors return what they destroy
    Exception *below; // in the stack of those that are caught
    int handlers;     // how many handle it; less than nothing while it is thrown again
    void *adjusted;   // what a handler sees of the object
    long long aligned[1];
    void *object() { return aligned + 1; }
    static Exception *of(void *object) {
        return reinterpret_cast<Exception *>(static_cast<byte *>(object) - sizeof(Exception));
    }
};

static Exception *caught;

// Classes alone can tell of their parts. Names of fundamental types and of pointers begin with no digit and no N.
static bool isClass(const std::type_info *type) {
    char first = type->name[0];
    return (first >= '0' && first <= '9') || first == 'N';
}

static bool matches(Exception *exception, const std::type_info *wanted) {
    void *object = exception->object();
    if (wanted == nullptr || wanted == exception->type) {
        // A handler of a pointer sees the pointer itself.
        exception->adjusted = exception->type->name[0] == 'P' ? *static_cast<void **>(object) : object;
        return true;
    }
    if (!isClass(exception->type)) {
        return false;
    }
    exception->adjusted = static_cast<const __class_type_info *>(exception->type)->part(object, wanted);
    return exception->adjusted != nullptr;
}

static unsigned long unsignedNumber(const byte *&at) {
    unsigned long number = 0;
    for (int shift = 0;; shift += 7) {
        number |= (unsigned long) (*at & 127) << shift;
        if (!(*at++ & 128)) {
            return number;
        }
    }
}

static long signedNumber(const byte *&at) {
    unsigned long number = 0;
    for (int shift = 0;;) {
        number |= (unsigned long) (*at & 127) << shift;
        shift += 7;
        if (!(*at++ & 128)) {
            return (long) (shift < 32 && at[-1] & 64 ? number | -1ul << shift : number);
        }
    }
}

struct LandingPad {
    unsigned index;
    const byte *table;
    int selector;
};

extern "C" {

_Thread_local LandingPad __wasm_lpad_context;

void *__cxa_allocate_exception(size length) noexcept {
    return static_cast<Exception *>(memset(take(sizeof(Exception) + length), 0, sizeof(Exception)))->object();
}

void __cxa_free_exception(void *) noexcept {}

void __cxa_throw(void *object, std::type_info *type, void *(*destructor)(void *)) {
    Exception *exception = Exception::of(object);
    exception->type = type;
    exception->destructor = destructor;
    __builtin_wasm_throw(0, exception);
}

// Chooses the handler of a landing pad: its list of types is in the function's table of exceptions.
int _Unwind_CallPersonality(void *thrown) {
    const byte *at = __wasm_lpad_context.table;
    if (*at++ != 255) {
        __builtin_trap();
    }
    byte encoding = *at++;
    const std::type_info *const *types = nullptr;
    if (encoding != 255) {
        unsigned long offset = unsignedNumber(at);
        types = reinterpret_cast<const std::type_info *const *>(at + offset);
    }
    at++;
    unsigned long length = unsignedNumber(at);
    const byte *actions = at + length;
    unsigned long action = 0;
    for (unsigned i = 0; i <= __wasm_lpad_context.index; i++) {
        unsignedNumber(at);
        action = unsignedNumber(at);
    }
    __wasm_lpad_context.selector = 0;
    if (action == 0) {
        return 6;
    }
    for (const byte *entry = actions + action - 1;;) {
        long type = signedNumber(entry);
        const byte *next = entry;
        long step = signedNumber(next);
        if (type > 0 && matches(static_cast<Exception *>(thrown), types[-type])) {
            __wasm_lpad_context.selector = type;
            return 6;
        }
        if (step == 0) {
            return 6;
        }
        entry += step;
    }
}

void *__cxa_get_exception_ptr(void *thrown) noexcept { return static_cast<Exception *>(thrown)->adjusted; }

void *__cxa_begin_catch(void *thrown) noexcept {
    Exception *exception = static_cast<Exception *>(thrown);
    exception->handlers = (exception->handlers < 0 ? -exception->handlers : exception->handlers) + 1;
    if (caught != exception) {
        exception->below = caught;
        caught = exception;
    }
    return exception->adjusted;
}

void __cxa_end_catch() {
    Exception *exception = caught;
    if (exception->handlers < 0) {
        if (++exception->handlers == 0) {
            caught = exception->below;
        }
    } else if (--exception->handlers == 0) {
        caught = exception->below;
        if (exception->destructor) {
            exception->destructor(exception->object());
        }
    }
}

void __cxa_rethrow() {
    caught->handlers = -caught->handlers;
    __builtin_wasm_throw(0, caught);
}

void _Unwind_Resume(void *thrown) { __builtin_wasm_throw(0, thrown); }

// setjmp: the place is a number of the call of a function and of the place in it.
struct Place {
    void *call;
    unsigned label;
    struct {
        void *place;
        int value;
    } thrown;
};

void __wasm_setjmp(Place *place, unsigned label, void *call) {
    place->call = call;
    place->label = label;
}

unsigned __wasm_setjmp_test(Place *place, void *call) { return place->call == call ? place->label : 0; }

void __wasm_longjmp(Place *place, int value) {
    place->thrown.place = place;
    place->thrown.value = value ? value : 1;
    __builtin_wasm_throw(1, &place->thrown);
}
}

__asm__(".globl __cpp_exception\n.tagtype __cpp_exception i32\n__cpp_exception:\n"
        ".globl __c_longjmp\n.tagtype __c_longjmp i32\n__c_longjmp:\n");
