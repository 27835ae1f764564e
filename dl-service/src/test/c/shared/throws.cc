#include "exceptions.h"

static int cleaned;

struct Cleaner {
    ~Cleaner() { cleaned++; }
};

extern "C" VISIBLE int thrown(int number, Jump *back) {
    if (number < 0) {
        longjmp(back, -number);
    }
    if (number > 100) {
        throw number;
    }
    if (number > 50) {
        throw 1.5;
    }
    return number;
}

extern "C" VISIBLE int passing(int number, Jump *back) {
    Cleaner cleaner;
    return thrown(number, back) + 1;
}

extern "C" VISIBLE int how_often_cleaned() {
    return cleaned;
}
