/*
 * <dlfcn.h> for programs and libraries that run under Tagalong: POSIX's functions as imports from the module "env".
 * Put this directory first on the include path; nothing need be linked.
 *
 * A pointer that dlsym gives is called like any function pointer. An isolated library has its own memory, so pass numbers
 * or function pointers, never the address of data. A position-independent library is in the memory of the program: there
 * dlsym gives data as well, and addresses mean the same on both sides.
 */
#ifndef TAGALONG_DLFCN_H
#define TAGALONG_DLFCN_H

#define RTLD_LOCAL 0
#define RTLD_LAZY 1
#define RTLD_NOW 2
#define RTLD_NOLOAD 4
#define RTLD_DEEPBIND 8
#define RTLD_GLOBAL 0x100
#define RTLD_NODELETE 0x1000

/* Handles for dlsym: what everybody finds; what comes after the library that asks. */
#define RTLD_DEFAULT ((void *) 0)
#define RTLD_NEXT ((void *) -1)

/* What dladdr tells: the library and where its data begins, the nearest symbol and its address, or nulls. */
typedef struct {
    const char *dli_fname;
    void *dli_fbase;
    const char *dli_sname;
    void *dli_saddr;
} Dl_info;

#ifdef __cplusplus
extern "C" {
#endif

#define TAGALONG_IMPORT(name) __attribute__((import_module("env"), import_name(name)))

/* Opens the library of that name; null and a text in dlerror if it cannot be opened. */
TAGALONG_IMPORT("dlopen") void *dlopen(const char *name, int flags);

/* A function of an open library; null and a text in dlerror if there is none of that name. */
TAGALONG_IMPORT("dlsym") void *dlsym(void *handle, const char *symbol);

/* What is at an address, in a program that shares its memory with libraries; 0 if there is nothing. */
TAGALONG_IMPORT("dladdr") int dladdr(const void *address, Dl_info *info);

/* Gives one reference back; 0, or not 0 and a text in dlerror. */
TAGALONG_IMPORT("dlclose") int dlclose(void *handle);

/* What went wrong last, once; null if nothing did since it was last asked. */
TAGALONG_IMPORT("dlerror") char *dlerror(void);

#undef TAGALONG_IMPORT

#ifdef __cplusplus
}
#endif

#endif
