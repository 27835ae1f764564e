/* A program with threads of emscripten's C library. What it does, the number of its arguments says; 0 is success. */

#include <emscripten.h>
#include <emscripten/threading.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of <emscripten/proxying.h>, which versions of today have. */
typedef struct em_proxying_queue em_proxying_queue;
em_proxying_queue *em_proxying_queue_create(void);
int emscripten_proxy_async(em_proxying_queue *, pthread_t, void (*)(void *), void *);

enum { COUNTS, EXITS, TRAPS, DETACHES, CANCELS, LEAVES, ASKS, LIMITED, OPENS, STAYS, OUTLIVED_BY_EXIT, OUTLIVED_BY_TRAP };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static sem_t semaphore;
static pthread_key_t key;
static _Thread_local int own = 7;
static int count, begun, ended, cleaned;

static void forever(void) {
  for (;;) {
    usleep(1000000);
  }
}

static void on_end(void *value) { __atomic_fetch_add(&ended, 1, __ATOMIC_SEQ_CST); }

static void clean(void *argument) { cleaned++; }

static void *counter(void *argument) {
  pthread_setspecific(key, &count);
  own += (int)argument;
  pthread_mutex_lock(&mutex);
  begun++;
  pthread_cond_broadcast(&changed);
  while (begun < 4) {
    pthread_cond_wait(&changed, &mutex);
  }
  pthread_mutex_unlock(&mutex);
  for (int i = 0; i < 1000; i++) {
    pthread_mutex_lock(&mutex);
    count++;
    pthread_mutex_unlock(&mutex);
    free(malloc(i));
  }
  return (void *)own;
}

static int counts(void) {
  pthread_t threads[4];
  int sum = 0;
  pthread_key_create(&key, on_end);
  for (int i = 0; i < 4; i++) {
    if (pthread_create(&threads[i], NULL, counter, (void *)i)) {
      return 1;
    }
  }
  for (int i = 0; i < 4; i++) {
    void *result;
    if (pthread_join(threads[i], &result)) {
      return 2;
    }
    sum += (int)result;
  }
  return count != 4000 ? 3 : sum != 34 ? 4 : own != 7 ? 5 : ended != 4 ? 6 : 0;
}

static void *exiter(void *argument) {
  exit(42);
}

static void *trapper(void *argument) {
  __builtin_trap();
}

static void *poster(void *argument) {
  sem_post(&semaphore);
  return NULL;
}

static void *sleeper(void *argument) {
  sem_post(&semaphore);
  forever();
  return NULL;
}

static int start_and_wait(void *(*function)(void *)) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, function, NULL)) {
    return 1;
  }
  pthread_join(thread, NULL);
  return 2;
}

/* With two megabytes for each that is more than the memory can hold at once. */
static int detaches(void) {
  pthread_attr_t detached;
  pthread_attr_init(&detached);
  pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
  for (int i = 0; i < 50; i++) {
    pthread_t thread;
    int tries = 0;
    while (pthread_create(&thread, &detached, poster, NULL)) {
      if (tries++ == 1000) {
        return 1;
      }
      usleep(1000);
    }
    sem_wait(&semaphore);
  }
  return 0;
}

static void *cancelled(void *argument) {
  pthread_cleanup_push(clean, NULL);
  sem_post(&semaphore);
  for (;;) {
    usleep(100);
    pthread_testcancel();
  }
  pthread_cleanup_pop(0);
  return NULL;
}

static void *leaver(void *argument) {
  pthread_cleanup_push(clean, NULL);
  pthread_exit((void *)77);
  pthread_cleanup_pop(0);
  return NULL;
}

static int cancels(void) {
  pthread_t thread;
  void *result;
  pthread_create(&thread, NULL, cancelled, NULL);
  sem_wait(&semaphore);
  if (pthread_cancel(thread) || pthread_join(thread, &result) || result != PTHREAD_CANCELED || cleaned != 1) {
    return 1;
  }
  pthread_create(&thread, NULL, leaver, NULL);
  return pthread_join(thread, &result) ? 2 : (int)result != 77 ? 3 : cleaned != 2 ? 4 : 0;
}

static int leaves(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, sleeper, NULL)) {
    return 1;
  }
  sem_wait(&semaphore);
  return 0;
}

static void *idle(void *argument) {
  sem_post(&semaphore);
  emscripten_exit_with_live_runtime();
}

static void asked(void *argument) {
  if (pthread_self() == *(pthread_t *)argument) {
    pthread_exit((void *)5);
  }
}

static int asks(void) {
  pthread_t thread;
  void *result;
  em_proxying_queue *queue = em_proxying_queue_create();
  pthread_create(&thread, NULL, idle, NULL);
  sem_wait(&semaphore);
  if (!emscripten_proxy_async(queue, thread, asked, &thread)) {
    return 1;
  }
  return pthread_join(thread, &result) ? 2 : (int)result != 5 ? 3 : 0;
}

static int limited(void) {
  pthread_t thread;
  int first = pthread_create(&thread, NULL, sleeper, NULL);
  int second = pthread_create(&thread, NULL, sleeper, NULL);
  return first ? 1 : second != EAGAIN ? 2 : 0;
}

static void *opener(void *path) {
  for (int i = 0; i < 200; i++) {
    struct stat status;
    if (access(path, F_OK) || stat(path, &status) || !S_ISREG(status.st_mode) || status.st_size != 5) {
      return (void *)1;
    }
  }
  return NULL;
}

/* The memory's end is the program's own all the time. */
static int opens(void) {
  pthread_t threads[2];
  int wrong = 0;
  volatile char *end = (char *)(__builtin_wasm_memory_size(0) * 65536) - 64;
  pthread_create(&threads[0], NULL, opener, "/first");
  pthread_create(&threads[1], NULL, opener, "/the/second");
  for (int i = 0; i < 100000; i++) {
    *end = i;
    wrong |= *end != (char)i;
  }
  for (int i = 0; i < 2; i++) {
    void *result;
    pthread_join(threads[i], &result);
    wrong |= result != NULL;
  }
  return wrong;
}

static void *later(void *function) {
  usleep(1000);
  return ((void *(*)(void *))function)(NULL);
}

static int outlived(void *(*by)(void *)) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, later, by) || pthread_detach(thread)) {
    return 1;
  }
  emscripten_exit_with_live_runtime();
}

int main(int what, char **nothing) {
  sem_init(&semaphore, 0, 0);
  switch (what) {
    case COUNTS:
      return counts();
    case EXITS:
      return start_and_wait(exiter);
    case TRAPS:
      return start_and_wait(trapper);
    case DETACHES:
      return detaches();
    case CANCELS:
      return cancels();
    case LEAVES:
      return leaves();
    case ASKS:
      return asks();
    case LIMITED:
      return limited();
    case OPENS:
      return opens();
    case OUTLIVED_BY_EXIT:
      return outlived(exiter);
    case OUTLIVED_BY_TRAP:
      return outlived(trapper);
    case STAYS:
      return start_and_wait(sleeper);
    default:
      return 100;
  }
}
