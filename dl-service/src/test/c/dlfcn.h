/* The natives, and two short names for attributes. */
#pragma once

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name))) extern
#define EXPORT(name) __attribute__((export_name(name)))

IMPORT("env", "dlopen") void *dlopen(const char *file, int flags);
IMPORT("env", "dlsym") void *dlsym(void *handle, const char *symbol);
IMPORT("env", "dlclose") int dlclose(void *handle);
IMPORT("env", "dladdr") int dladdr(const void *address, void *info);
IMPORT("env", "dlerror") char *dlerror(void);

typedef int (*Unary)(int);
