// Threads of C++: locks, conditions, variables of a thread with destructors, futures, exceptions, and C's files.

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <future>
#include <iostream>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

static std::atomic<int> destroyed;

struct Counted {
  int value = 0;
  ~Counted() {
    if (value) {
      destroyed++;
    }
  }
};

static thread_local Counted counted;
static thread_local std::string name = "nobody";

template <typename T> class Channel {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<T> items;

public:
  void put(T item) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      items.push_back(std::move(item));
    }
    changed.notify_one();
  }
  T take() {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [this] { return !items.empty(); });
    T item = std::move(items.front());
    items.pop_front();
    return item;
  }
};

static long fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

int main() {
  Channel<int> work;
  Channel<std::string> results;
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; i++) {
    workers.emplace_back([&, i] {
      name = "worker " + std::to_string(i);
      counted.value = i + 1;
      for (int n; (n = work.take()) >= 0;) {
        try {
          if (n == 13) {
            throw std::runtime_error("thirteen");
          }
          results.put(std::to_string(n) + ":" + std::to_string(fibonacci(n)));
        } catch (const std::exception &e) {
          results.put(e.what());
        }
      }
    });
  }
  long sum = 0;
  int thrown = 0;
  for (int n = 0; n < 24; n++) {
    work.put(n);
  }
  for (int n = 0; n < 24; n++) {
    std::string result = results.take();
    if (result == "thirteen") {
      thrown++;
    } else {
      sum += std::stol(result.substr(result.find(':') + 1));
    }
  }
  for (size_t i = 0; i < workers.size(); i++) {
    work.put(-1);
  }
  for (auto &worker : workers) {
    worker.join();
  }
  std::printf("sum %ld, thrown %d, destroyed %d, main is %s\n", sum, thrown, destroyed.load(), name.c_str());

  auto fails = std::async(std::launch::async, []() -> int { throw std::logic_error("from another thread"); });
  try {
    fails.get();
  } catch (const std::logic_error &e) {
    std::cout << e.what() << std::endl;
  }

  std::shared_mutex shared;
  std::atomic<int> readers{0}, most{0};
  pthread_barrier_t barrier;
  pthread_barrier_init(&barrier, nullptr, 4);
  std::vector<std::thread> others;
  for (int i = 0; i < 4; i++) {
    others.emplace_back([&] {
      std::shared_lock<std::shared_mutex> lock(shared);
      int present = ++readers;
      for (int seen = most; seen < present && !most.compare_exchange_weak(seen, present);) {
      }
      pthread_barrier_wait(&barrier);
      std::vector<std::string> garbage;
      for (int k = 0; k < 500; k++) {
        garbage.push_back(std::string(k, 'x'));
      }
    });
  }
  for (auto &other : others) {
    other.join();
  }
  std::printf("%d readers at once\n", most.load());

  std::thread([] { std::exit(7); }).join();
  return 1;
}
