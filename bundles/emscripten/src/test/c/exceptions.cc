// A program that throws, built as emscripten does (-enable-emscripten-cxx-exceptions).

#define EXPORT extern "C" __attribute__((visibility("default")))

struct Base {
  int value;
  explicit Base(int v) : value(v) {}
  Base(const Base &other) : value(other.value) { copies++; }
  virtual ~Base() { gone++; }
  static int copies;
  static int gone;
};
int Base::copies;
int Base::gone;

struct Padding {
  virtual ~Padding() {}
  long long space;
};

struct Derived : Base {
  using Base::Base;
};

struct Other {
  int value;
};

struct Guard {
  int &count;
  ~Guard() { count++; }
};

__attribute__((noinline)) static void raise(int what, int value) {
  switch (what) {
  case 0: return;
  case 1: throw value;
  case 2: throw Base(value);
  case 3: throw Derived(value);
  case 4: throw Other{value};
  case 5: throw "text";
  }
}

static void (*volatile raiser)(int, int) = raise;

// Which handler caught it, and what it had.
EXPORT int caught(int what, int value) {
  try {
    raiser(what, value);
    return 0;
  } catch (int i) {
    return 1000 + i;
  } catch (const Base &b) {
    return 2000 + b.value;
  } catch (const char *text) {
    return 5000 + text[0];
  } catch (...) {
    return 9000;
  }
}

EXPORT int destroyed(void) { return Base::gone; }

// Destructors on the way of an exception that goes on.
static int cleaned;

__attribute__((noinline)) static void through(int what) {
  Guard guard{cleaned};
  raiser(what, 7);
}

static void (*volatile middle)(int) = through;

EXPORT int cleanups(int what) {
  cleaned = 0;
  try {
    middle(what);
  } catch (...) {
    return 100 + cleaned;
  }
  return cleaned;
}

// Caught, thrown on, and caught again as what it was.
EXPORT int again(int value) {
  try {
    try {
      raiser(3, value);
    } catch (Base &b) {
      b.value++;
      throw;
    }
  } catch (Derived &d) {
    return d.value;
  }
  return -1;
}

EXPORT int nobody(int what) {
  raiser(what, 1);
  return 0;
}

// What C++'s run-time library has (Itanium C++ ABI), as far as it is wanted here.
extern "C" {

__attribute__((visibility("default"))) void *malloc(unsigned size) {
  static char heap[1 << 16];
  static unsigned used;
  void *block = heap + used;
  used += (size + 15) & ~15u;
  return block;
}
__attribute__((visibility("default"))) int freed;
__attribute__((visibility("default"))) void free(void *) { freed++; }
EXPORT int frees(void) { return freed; }

void __cxa_free_exception(void *);

struct Header {
  int references;
  void *type;
  void *(*destructor)(void *);
  char caught, rethrown;
  void *adjusted;
  int unused;
};

__attribute__((visibility("default"))) void __cxa_increment_exception_refcount(void *thrown) {
  ((Header *)thrown)[-1].references++;
}

__attribute__((visibility("default"))) void __cxa_decrement_exception_refcount(void *thrown) {
  Header *header = (Header *)thrown - 1;
  if (--header->references == 0 && !header->rethrown) {
    if (header->destructor) {
      header->destructor(thrown);
    }
    __cxa_free_exception(thrown);
  }
}

// A type_info is a pointer to functions, a name, and for a class with a base that base's type_info.
struct Type {
  void **functions;
  const char *name;
  const Type *base;
};

__attribute__((visibility("default"))) void *_ZTVN10__cxxabiv117__class_type_infoE[4];
__attribute__((visibility("default"))) void *_ZTVN10__cxxabiv120__si_class_type_infoE[4];
__attribute__((visibility("default"))) void *_ZTVN10__cxxabiv119__pointer_type_infoE[4];
__attribute__((visibility("default"))) void *_ZTVN10__cxxabiv123__fundamental_type_infoE[4];
__attribute__((visibility("default"))) Type _ZTIi = {_ZTVN10__cxxabiv123__fundamental_type_infoE + 2, "i", nullptr};
__attribute__((visibility("default"))) Type _ZTIPKc = {_ZTVN10__cxxabiv119__pointer_type_infoE + 2, "PKc", nullptr};

__attribute__((visibility("default"))) int __cxa_can_catch(const Type *wanted, const Type *thrown, void **) {
  while (thrown != wanted) {
    if (thrown->functions != _ZTVN10__cxxabiv120__si_class_type_infoE + 2) {
      return 0;
    }
    thrown = thrown->base;
  }
  return 1;
}

__attribute__((visibility("default"))) int __cxa_is_pointer_type(const Type *type) {
  return type->functions == _ZTVN10__cxxabiv119__pointer_type_infoE + 2;
}

void _ZdlPvm(void *, unsigned) {}
void _ZSt9terminatev() { __builtin_trap(); }
}
