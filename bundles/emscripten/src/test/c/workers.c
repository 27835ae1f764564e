/*
 * What emscripten's C library of today (4.0) asks of JavaScript for threads, and as little of the library as that takes. SHORT leaves out a
 * field before the stack in struct pthread, as some versions do. What main does, the number of its arguments says; 0 is success.
 */

#define EXPORT(name) __attribute__((export_name(#name)))

typedef __SIZE_TYPE__ size_t;

struct pthread {
  struct pthread *self;
#ifndef SHORT
  void *dtv;
#endif
  struct pthread *prev, *next;
  size_t sysinfo, canary;
  int tid, errno_val;
  int detach_state;
  int cancel;
  unsigned char canceldisable, cancelasync, flags;
  void *map_base;
  size_t map_size;
  void *stack;
  size_t stack_size;
  void *result;
  int mailbox, waiting_async;
};

enum { SIZE = 16384 };

struct block {
  struct pthread thread;
  _Alignas(16) char variables[64];
  _Alignas(16) char stack[SIZE];
};

int __pthread_create_js(struct pthread *, const void *attributes, void *(*)(void *), void *);
void _emscripten_init_main_thread_js(struct pthread *);
void _emscripten_thread_cleanup(struct pthread *);
void _emscripten_thread_set_strongref(struct pthread *);
void _emscripten_thread_mailbox_await(struct pthread *);
void _emscripten_notify_mailbox_postmessage(struct pthread *target, struct pthread *current);
void emscripten_check_blocking_allowed(void);
void emscripten_runtime_keepalive_push(void);
void emscripten_runtime_keepalive_pop(void);
_Noreturn void emscripten_exit_with_live_runtime(void);
_Noreturn void emscripten_unwind_to_js_event_loop(void);
int emscripten_num_logical_cores(void);
void __wasm_init_tls(void *);

__asm__(".globaltype thread_ptr, i32\nthread_ptr:\n"
        ".globaltype stack_base, i32\nstack_base:\n"
        ".globaltype stack_end, i32\nstack_end:\n"
        ".globaltype __stack_pointer, i32\n");

static struct pthread main_thread = {.self = &main_thread};
static struct block blocks[2];
static unsigned default_size;
static struct pthread *freed;
static _Thread_local int own = 7;
static _Thread_local char *high, *low;

EXPORT(pthread_self) struct pthread *self(void) {
  struct pthread *thread;
  __asm__("global.get thread_ptr\nlocal.set %0" : "=r"(thread));
  return thread;
}

static void set_self(struct pthread *thread) {
  __asm__("local.get %0\nglobal.set thread_ptr" : : "r"(thread));
}

EXPORT(emscripten_stack_get_current) char *stack(void) {
  char *stack;
  __asm__("global.get __stack_pointer\nlocal.set %0" : "=r"(stack));
  return stack;
}

EXPORT(_emscripten_stack_restore) void restore(char *stack) {
  __asm__("local.get %0\nglobal.set __stack_pointer" : : "r"(stack));
}

EXPORT(emscripten_stack_set_limits) void set_limits(char *base, char *end) {
  __asm__("local.get %0\nglobal.set stack_base" : : "r"(base));
  __asm__("local.get %0\nglobal.set stack_end" : : "r"(end));
}

EXPORT(_emscripten_thread_init)
void thread_init(struct pthread *thread, int is_main, int is_runtime, int can_block, unsigned size, int profiling) {
  set_self(thread);
  if (is_main && is_runtime && can_block) {
    default_size = size;
  }
}

EXPORT(_emscripten_tls_init) void *tls_init(void) {
  static char of_main[64] __attribute__((aligned(16)));
  void *block = self() == &main_thread ? of_main : ((struct block *)self())->variables;
  __wasm_init_tls(block);
  __asm__("global.get stack_base\nlocal.set %0" : "=r"(high));
  __asm__("global.get stack_end\nlocal.set %0" : "=r"(low));
  return block;
}

static void set_state(struct pthread *thread, int state) {
  __atomic_store_n(&thread->detach_state, state, __ATOMIC_SEQ_CST);
  __builtin_wasm_memory_atomic_notify(&thread->detach_state, -1);
}

EXPORT(_emscripten_thread_exit) void thread_exit(void *result) {
  struct pthread *thread = self();
  thread->result = result;
  set_self(0);
  set_state(thread, 1);
}

EXPORT(_emscripten_thread_free_data) void free_data(struct pthread *thread) { freed = thread; }

EXPORT(_emscripten_check_mailbox) void check_mailbox(void) {
  if (self()->mailbox) {
    emscripten_runtime_keepalive_pop();
    thread_exit((void *)own);
    emscripten_unwind_to_js_event_loop();
  }
}

/* Priority 100, as the library has it. */
__attribute__((constructor(100))) static void init_main(void) { _emscripten_init_main_thread_js(&main_thread); }

static void wait_for(struct pthread *thread, int state) {
  int present;
  emscripten_check_blocking_allowed();
  while ((present = __atomic_load_n(&thread->detach_state, __ATOMIC_SEQ_CST)) != state) {
    __builtin_wasm_memory_atomic_wait32(&thread->detach_state, present, -1);
  }
}

static int create(struct block *block, void *(*function)(void *), void *argument) {
  struct pthread *thread = &block->thread;
  thread->self = thread;
  thread->prev = thread->next = &main_thread;
  thread->tid = 48;
  thread->map_base = block;
  thread->map_size = sizeof *block;
  thread->stack = block->stack + SIZE;
  thread->stack_size = SIZE;
  return __pthread_create_js(thread, &thread->stack, function, argument);
}

static void *checks(void *argument) {
  struct block *block = argument;
  char *present = stack();
  _emscripten_thread_set_strongref(&block->thread);
  _emscripten_thread_mailbox_await(&block->thread);
  if (self() != &block->thread || own != 7) {
    return (void *)1;
  }
  if (present <= block->stack || present > block->stack + SIZE) {
    return (void *)2;
  }
  if (high != block->stack + SIZE || low != block->stack) {
    return (void *)3;
  }
  own = 8;
  return (void *)100;
}

static int runs(void) {
  if (self() != &main_thread || own != 7 || default_size != 65536 || emscripten_num_logical_cores() < 1) {
    return 1;
  }
  for (int i = 0; i < 2; i++) {
    if (create(&blocks[i], checks, &blocks[i])) {
      return 2;
    }
  }
  for (int i = 0; i < 2; i++) {
    wait_for(&blocks[i].thread, 1);
    if ((int)blocks[i].thread.result != 100) {
      return 10 + (int)blocks[i].thread.result;
    }
    _emscripten_thread_cleanup(&blocks[i].thread);
  }
  return own == 7 ? 0 : 3;
}

/* What was dropped goes when it has ended, at the latest when another thread begins after that. */
static int frees(void) {
  if (create(&blocks[0], checks, &blocks[0])) {
    return 1;
  }
  wait_for(&blocks[0].thread, 1);
  _emscripten_thread_cleanup(&blocks[0].thread);
  while (freed != &blocks[0].thread) {
    if (create(&blocks[1], checks, &blocks[1])) {
      return 2;
    }
    wait_for(&blocks[1].thread, 1);
    set_state(&blocks[1].thread, 0);
  }
  return 0;
}

static void *idles(void *argument) {
  own = 9;
  emscripten_runtime_keepalive_push();
  set_state(self(), 2);
  if (argument) {
    emscripten_exit_with_live_runtime();
  }
  return 0;
}

static int asks(int how) {
  struct pthread *thread = &blocks[0].thread;
  if (create(&blocks[0], idles, (void *)how)) {
    return 1;
  }
  wait_for(thread, 2);
  _emscripten_notify_mailbox_postmessage(thread, self());
  thread->mailbox = 1;
  _emscripten_notify_mailbox_postmessage(thread, self());
  wait_for(thread, 1);
  return (int)thread->result == 9 ? 0 : 2;
}

/* The main thread has nothing left to do, and the program ends with the other. */
static int outlives(void) {
  if (asks(0) || create(&blocks[1], checks, &blocks[1])) {
    return 1;
  }
  emscripten_exit_with_live_runtime();
}

int start(int what) {
  return what == 0 ? runs() : what == 1 ? frees() : what < 4 ? asks(what - 2) : outlives();
}

EXPORT(main) int entry(int what, char **nothing) { return start(what); }
