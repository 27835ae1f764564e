#include "exceptions.h"

extern "C" VISIBLE int caught(int number) {
    try {
        return passing(number, nullptr);
    } catch (int i) {
        return i * 10;
    } catch (...) {
        return -1;
    }
}

extern "C" VISIBLE int only_int(int number) {
    try {
        return passing(number, nullptr);
    } catch (int i) {
        return i * 10;
    }
}

extern "C" VISIBLE int jumped(int number) {
    Jump back;
    int value = setjmp(&back);
    return value ? value * 1000 : thrown(number, &back);
}
