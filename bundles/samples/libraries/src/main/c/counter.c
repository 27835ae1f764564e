/* State of a library lives in the library's own memory, as long as anybody has it open. */
#define EXPORT(name) __attribute__((export_name(name)))

static int count;

EXPORT("increment") int increment(void) {
    return ++count;
}

EXPORT("add") int add(int amount) {
    return count += amount;
}

EXPORT("get") int get(void) {
    return count;
}

EXPORT("reset") void reset(void) {
    count = 0;
}
