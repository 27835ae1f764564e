/* dlopen as emscripten's C library has it: handles are structures of the program, and errors are told to it. */
#include "dlfcn.h"

struct dso {
    void *event;
    int flags;
    int unused[7];
    char name[256];
};

IMPORT("env", "_dlopen_js") void *_dlopen_js(struct dso *handle);
IMPORT("env", "_dlsym_js") void *_dlsym_js(struct dso *handle, const char *symbol, int *index);
IMPORT("env", "_dlsym_catchup_js") void *_dlsym_catchup_js(struct dso *handle, int index);
IMPORT("env", "_emscripten_dlopen_js")
void _emscripten_dlopen_js(struct dso *handle, void (*good)(struct dso *, void *), void (*bad)(struct dso *, void *), void *data);
IMPORT("env", "_dlinit") void _dlinit(struct dso *handle);

static struct dso handles[4];
static char room[1024];
static char error[1024];
static int called;

EXPORT("text") char *text(void) { return room; }
EXPORT("error") char *last_error(void) { return error; }

EXPORT("__dl_seterr") void __dl_seterr(const char *format, void *arguments) {
    (void)arguments;
    char *to = error;
    for (; *format; format++) {
        *to++ = *format;
        if (format[0] == '%' && format[1] == '%') {
            format++;
        }
    }
    *to = 0;
}

static struct dso *prepare(int which, int flags) {
    struct dso *handle = &handles[which];
    handle->flags = flags;
    for (int i = 0; i < 256; i++) {
        handle->name[i] = room[i];
    }
    return handle;
}

EXPORT("open") void *open(int which, int flags) { return _dlopen_js(prepare(which, flags)); }

static void good(struct dso *handle, void *data) { called = handle == data ? 1 : 3; }
static void bad(struct dso *handle, void *data) { called = handle == data ? 2 : 4; }

EXPORT("open_later") int open_later(int which, int flags) {
    struct dso *handle = prepare(which, flags);
    called = 0;
    _emscripten_dlopen_js(handle, good, bad, handle);
    return called;
}

EXPORT("symbol") void *symbol(struct dso *handle) {
    int index = -1;
    return _dlsym_js(handle, room, &index);
}

EXPORT("catch_up") void *catch_up(void) { return _dlsym_catchup_js(&handles[0], 0); }
EXPORT("init") struct dso *init(void) {
    _dlinit(&handles[3]);
    return &handles[3];
}
EXPORT("call") int call(Unary function, int x) { return function(x); }
EXPORT("own") int own(int x) { return x + 1000; }
